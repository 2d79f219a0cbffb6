"""Finding people: other spellings, dates, numbers, postcodes, and nobody who is hidden."""

from datetime import date

import pytest
from django.db import connection
from django.utils import timezone

from concord.kernel.identifiers import IdentifierType
from concord.registers.subjects import rebuilding
from concord.registers.subjects.commands import GivenNumber, PersonDetails, protect_address
from concord.registers.subjects.models import Address, SearchKey
from concord.registers.subjects.queries import search
from concord.registers.subjects.searching import is_long_enough, parts_of, why
from concord.registers.subjects.tokens import token
from concord.trust.access.commands import block_sight
from tests.audit_reading import lines
from tests.factories import Partnership, new_key
from tests.factories.cases import make_referral
from tests.factories.sealing import restrict

AISHA = PersonDetails(
    "Aisha Khan",
    also_known_as="Ash",
    born_on=date(2011, 3, 27),
    born_precision="day",
    numbers=(GivenNumber(IdentifierType.NHS, "9990000018"),),
    address="1 Test Street",
    postcode="ZZ99 3AB",
)


@pytest.fixture
def aisha(partnership):
    with partnership.as_("dsl"):
        return make_referral(partnership, child=AISHA).subject_id


def names_found(partnership, terms, who="worker"):
    with partnership.as_(who):
        return [hit.subject.descriptor for hit in search(partnership.actor(who), terms, most=20)]


@pytest.mark.parametrize(
    "terms",
    [
        "Aisha Khan", "khan aisha", "Ash", "Ais", "Ayesha Khaan", "27/3/2011", "Khan 27.03.2011",
        "Khan 2011", "999 000 0018", "9990000018", "zz993ab", "ZZ99 3AB", "aisha 3/27/2011",
    ],
)  # fmt: skip
def test_a_child_is_found_by(partnership, aisha, terms):
    assert names_found(partnership, terms) == ["Aisha Khan"]


@pytest.mark.parametrize("terms", ["Aisha Smith", "Zofia", "28/3/2011", "Khan 1999", "ZZ99 9ZZ"])
def test_a_child_who_does_not_answer_every_part_is_not_found(partnership, aisha, terms):
    assert names_found(partnership, terms) == []


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("Mohammed Khan", "Muhammad Khaan"),
        ("Mohamed Ali", "Mohammad Ali"),
        ("Sana Hussain", "Sanaa Hussein"),
        ("Zofia Szymański", "Szymanski"),
        ("Jana Nováková", "Novák"),
        ("Ivan Čonka", "Conka"),
        ("Ewa Kowalska", "Kowalski"),
        ("Ołena Łukasz", "lukasz"),
    ],
)
def test_spellings_of_a_name_meet(partnership, written, asked):
    with partnership.as_("dsl"):
        make_referral(partnership, child=PersonDetails(written))
    assert names_found(partnership, asked) == [written]


def test_the_same_name_comes_before_one_that_only_sounds_like_it(partnership):
    for name in ("Mohamed Khan", "Muhammad Khan"):
        with partnership.as_("dsl"):
            make_referral(partnership, child=PersonDetails(name))
    assert names_found(partnership, "Muhammad Khan")[0] == "Muhammad Khan"


@pytest.mark.parametrize("who", ["officer", "other_dsl", "nurse"])
def test_whoever_may_not_see_a_child_finds_nobody(partnership, aisha, who):
    assert names_found(partnership, "Aisha Khan", who) == []


def test_a_sealed_child_and_a_blocked_reader_end_at_nothing(partnership, aisha):
    manager = partnership.actor("manager")
    with partnership.as_("manager"):
        block_sight(
            aisha, by=manager, user_id=partnership.users["worker"].pk, reason="cousin",
            at=timezone.now(),
        )  # fmt: skip
    assert names_found(partnership, "Aisha") == []
    assert names_found(partnership, "Aisha", "manager") == ["Aisha Khan"]
    with partnership.as_("manager"):
        restrict(
            aisha, by=manager, level="sealed", open_to=[new_key()],
            reason="A witness is protected.", at=timezone.now(),
        )  # fmt: skip
    assert names_found(partnership, "Aisha", "manager") == []


def test_the_postcode_of_a_protected_address_finds_nobody(partnership, aisha):
    worker = partnership.actor("worker")
    with partnership.as_("worker"):
        address = Address.objects.get(subject_id=aisha)
        protect_address(address, by=worker, at=timezone.now())
    assert names_found(partnership, "ZZ99 3AB") == []
    assert names_found(partnership, "Aisha Khan") == ["Aisha Khan"]


def test_the_table_of_keys_holds_no_word_in_clear(partnership, aisha):
    with partnership.as_("worker"), connection.cursor() as cursor:
        cursor.execute("select string_agg(k::text, ' ') from subjects_searchkey k")
        whole = cursor.fetchone()[0].lower()
        assert SearchKey.objects.filter(token=token("w:khan")).count() == 1
    assert "khan" not in whole
    assert b"khan".hex() not in whole


def test_a_search_needs_three_letters():
    assert [is_long_enough(text) for text in ("", "a", "ab", "  a b", "abc", "Li X")] == [
        False, False, False, False, True, True,
    ]  # fmt: skip


def test_a_search_of_many_words_asks_for_the_first_six_only():
    assert len(parts_of("one two three four five six seven eight")) == 6


def test_reasons_name_the_strongest_first():
    points, reasons = why(parts_of("Khan 27/3/2011"), {"s:kn", "d:2011-03-27"})
    assert (points, reasons) == (7, ["same date of birth", "name that sounds the same"])


def test_the_page_finds_says_why_and_logs_every_hit_and_the_search(client, partnership, aisha):
    client.force_login(partnership.users["worker"])
    page = client.post("/search", {"terms": "Ayesha Khan"}).content.decode()
    assert "Aisha Khan" in page
    assert "1 person found" in page
    logged = lines("Searched")[-1]
    assert aisha in logged.subject_ids
    assert "Ayesha" not in str(logged.details)


def test_nothing_found_is_logged_too_and_too_short_is_told(client, partnership):
    client.force_login(partnership.users["worker"])
    assert (
        "Nobody found whom you may see"
        in client.post("/search", {"terms": "Nobody Here"}).content.decode()
    )
    assert lines("Searched")
    assert "Enter at least 3 letters" in client.post("/search", {"terms": "ab"}).content.decode()


def test_more_than_a_page_is_never_counted(client, partnership):
    with partnership.as_("dsl"):
        for number in range(22):
            make_referral(partnership, child=PersonDetails(f"Kim Practice{number}"))
    client.force_login(partnership.users["worker"])
    page = client.post("/search", {"terms": "Kim"}).content.decode()
    assert "20 or more people found" in page
    assert page.count('href="/children/') == 20
    assert "21 " not in page
    assert "22 " not in page


def test_the_owner_makes_the_keys_of_everybody_anew(own_database):
    partnership = Partnership()
    with partnership.as_("dsl"):
        make_referral(partnership, child=AISHA)
        SearchKey.objects.all().delete()
    assert rebuilding.has_no_keys()
    assert names_found(partnership, "Aisha Khan") == []
    assert rebuilding.rebuild_search() == 1
    assert names_found(partnership, "Aisha Khan") == ["Aisha Khan"]
