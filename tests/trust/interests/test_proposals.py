"""What colleagues and the register have in common: found by blind tokens, judged by a person."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from concord.engines.notices.models import Notice
from concord.kernel.identifiers import IdentifierType
from concord.pathways.interests import look_at_everybody
from concord.registers.links.commands import Connection, link_subjects
from concord.registers.subjects.access import visible_to
from concord.registers.subjects.commands import (
    GivenNumber,
    PersonDetails,
    add_numbers,
    protect_address,
    register_thing,
)
from concord.registers.subjects.models import Address, Subject
from concord.registers.subjects.things import PhoneThing
from concord.trust.accounts.models import User
from concord.trust.interests.models import Interest, OwnTie, Proposal
from concord.trust.interests.rules import Tie, in_words, is_own_record
from concord.trust.oversight.models import Question
from concord.trust.oversight.rules import Pattern
from concord.trust.oversight.watching import watch
from tests.audit_reading import as_keeper
from tests.casework.assessment import making
from tests.factories import make_user, new_key
from tests.factories.cases import make_referral
from tests.factories.sealing import restrict
from tests.trust.interests.work import do_the_work

DETAILS = {
    "postcode": "", "phone": "", "born_on_day": "", "born_on_month": "", "born_on_year": "",
    "nhs_number": "", "forget": "keep",
}  # fmt: skip
BORN = {"born_on_day": "1", "born_on_month": "2", "born_on_year": "1990"}
HOME = PersonDetails("Ash Other", address="4 Practice Row", postcode="BD99 9AA")


@pytest.fixture
def colleague(partnership):
    """A worker with a surname that nobody on the register has yet."""
    partnership.users["kit"] = make_user("Kit Rarename", partnership.social_care, "social_worker")
    do_the_work()
    look_at_everybody()
    return partnership.users["kit"]


def give(client, colleague, **details):
    client.force_login(colleague)
    return client.post(reverse("desk:interest_details"), DETAILS | details, follow=True)


def waiting(partnership):
    """Return who and what in common waits for the keeper."""
    with partnership.as_("governance"):
        rows = Proposal.objects.filter(answer="").order_by("proposed_at")
        return [(row.user_id, row.subject_id, "".join(sorted(row.kinds))) for row in rows]


def refer(partnership, child):
    with partnership.as_("dsl"):
        return make_referral(partnership, child=child).subject_id


def sees(partnership, who, child):
    with partnership.as_(who) as actor:
        return visible_to(actor).filter(pk=child).exists()


def test_a_rare_surname_in_common_is_proposed_once(partnership, colleague):
    child = refer(partnership, PersonDetails("Mo Rarename"))
    do_the_work()
    look_at_everybody()
    assert waiting(partnership) == [(colleague.pk, child, "f")]
    assert sees(partnership, "kit", child)


def test_a_surname_that_many_share_is_not_proposed(partnership, colleague):
    for number in range(4):
        refer(partnership, PersonDetails(f"Child{number} Rarename"))
    assert do_the_work()
    assert waiting(partnership) == []


def test_a_forename_like_a_colleagues_surname_is_nothing(partnership, colleague):
    refer(partnership, PersonDetails("Rarename Other"))
    do_the_work()
    assert waiting(partnership) == []


def test_a_postcode_given_by_the_colleague_is_compared_at_once(client, partnership, colleague):
    child = refer(partnership, HOME)
    assert "You gave your home postcode" in give(client, colleague, postcode="bd99 9aa").text
    do_the_work()
    assert waiting(partnership) == [(colleague.pk, child, "h")]


@pytest.mark.parametrize("first", ["the register", "the colleague"])
def test_a_phone_that_both_use_is_proposed(client, partnership, colleague, first):
    child = making.enter_child(partnership, name="Sam Practice")

    def on_the_register():
        with partnership.as_("worker") as worker:
            phone = register_thing(
                new_key(), by=worker, thing=PhoneThing("01632 960 001"), at=timezone.now()
            )
            link_subjects(
                Subject.objects.get(pk=child), by=worker, other=phone, at=timezone.now(),
                connection=Connection("uses_phone", "Her mother told us"),
            )  # fmt: skip

    steps = [on_the_register, lambda: give(client, colleague, phone="+44 1632 960001")]
    for step in steps if first == "the register" else reversed(steps):
        step()
        do_the_work()
    assert waiting(partnership) == [(colleague.pk, child, Tie.PHONE)]


def test_a_protected_home_is_noticed_too(client, partnership, colleague):
    child = refer(partnership, HOME)
    with partnership.as_("worker") as worker:
        protect_address(Address.objects.get(), by=worker, at=timezone.now())
    give(client, colleague, postcode="BD999AA")
    do_the_work()
    assert waiting(partnership) == [(colleague.pk, child, "h")]


def test_opening_a_child_of_ones_own_postcode_is_asked_about(client, partnership, colleague):
    child = refer(partnership, HOME)
    give(client, colleague, postcode="BD99 9AA")
    do_the_work()
    client.get(reverse("desk:child", args=[child]))
    watch(timezone.now() - timedelta(minutes=1))
    with partnership.as_("governance"):
        asked = Question.objects.get(subject_id=child)
        assert (asked.user_id, asked.pattern) == (colleague.pk, Pattern.NEIGHBOUR)


def test_a_common_surname_still_counts_beside_a_postcode(client, partnership, colleague):
    for number in range(4):
        refer(partnership, PersonDetails(f"Child{number} Rarename"))
    child = refer(partnership, PersonDetails("Mo Rarename", postcode="BD99 9AA"))
    give(client, colleague, postcode="BD99 9AA")
    do_the_work()
    assert waiting(partnership) == [(colleague.pk, child, "fh")]


def test_what_was_taken_back_is_compared_no_more(client, partnership, colleague):
    give(client, colleague, postcode="BD99 9AA")
    page = give(client, colleague, forget="forget")
    assert "You gave your home postcode" not in page.text
    refer(partnership, HOME)
    do_the_work()
    assert waiting(partnership) == []


def test_nobody_can_read_where_a_colleague_lives(client, partnership, colleague):
    give(client, colleague, postcode="BD99 9AA")
    for who in ("governance", "administrator", "manager"):
        with partnership.as_(who):
            assert not OwnTie.objects.filter(user_id=colleague.pk).exists()
    with partnership.as_("kit"), connection.cursor() as cursor:
        cursor.execute("select string_agg(t::text, ' ') from interests_owntie t")
        held = cursor.fetchone()[0].lower()
    assert held.count(str(colleague.pk)) == 2
    assert b"bd999aa".hex() not in held
    assert "bd99" not in held


def test_an_own_record_by_name_and_birth_date_is_closed_at_once(client, partnership, colleague):
    give(client, colleague, **BORN)
    child = making.enter_child(partnership, name="Rarename, Kit", born_on=date(1990, 2, 1))
    do_the_work()
    assert not sees(partnership, "kit", child)
    assert sees(partnership, "worker", child)
    assert waiting(partnership) == []
    with partnership.as_("governance"):
        assert Interest.objects.get().origin == "own_record"
        told = "Concord found a colleague’s own record and closed it to them."
        assert Notice.objects.get().text == told


def test_an_own_record_by_nhs_number_is_closed_at_once(client, partnership, colleague):
    child = making.enter_child(partnership)
    with partnership.as_("worker") as worker:
        number = GivenNumber(IdentifierType.NHS, "9990000018")
        add_numbers(Subject.objects.get(pk=child), by=worker, numbers=(number,), source="test")
    give(client, colleague, nhs_number="999 000 0018")
    do_the_work()
    assert not sees(partnership, "kit", child)


@pytest.mark.parametrize(
    ("details", "words"),
    [({"nhs_number": "12"}, "Enter the 10 digits"), ({"postcode": "BD"}, "Enter a whole postcode")],
)
def test_what_cannot_be_right_is_said_beside_its_field(client, colleague, details, words):
    page = give(client, colleague, **details)
    assert words in page.text
    assert next(iter(details.values())) in page.text


def answer(client, partnership, kind):
    with partnership.as_("governance"):
        proposal = Proposal.objects.get(answer="")
    client.force_login(partnership.users["governance"])
    address = reverse("desk:answer_interest", args=[proposal.pk])
    said = {"answer": kind, "reason": "I asked Kit, who told me how they are related."}
    assert "Look into a conflict of interest" in client.get("/").text
    assert "same surname" in client.get(address).text
    assert client.post(address, said | {"reason": "Ok"}).status_code == 200
    return client.post(address, said, follow=True), address


def test_a_keeper_closes_what_is_a_conflict(client, partnership, colleague):
    child = refer(partnership, PersonDetails("Mo Rarename"))
    do_the_work()
    page, address = answer(client, partnership, "blocked")
    assert "I asked Kit" in page.text
    assert not sees(partnership, "kit", child)
    assert client.get(address).status_code == 403
    assert "Look into a conflict of interest" not in client.get("/").text


def test_what_was_dismissed_comes_back_only_with_something_new(client, partnership, colleague):
    child = refer(partnership, PersonDetails("Mo Rarename", postcode="BD99 9AA"))
    do_the_work()
    answer(client, partnership, "dismissed")
    assert sees(partnership, "kit", child)
    look_at_everybody()
    assert waiting(partnership) == []
    give(client, colleague, postcode="BD99 9AA")
    do_the_work()
    assert waiting(partnership) == [(colleague.pk, child, "fh")]


def test_what_a_keeper_lifted_is_not_closed_again_by_itself(client, partnership, colleague):
    give(client, colleague, **BORN)
    child = making.enter_child(partnership, name="Kit Rarename", born_on=date(1990, 2, 1))
    do_the_work()
    with partnership.as_("governance"):
        interest = Interest.objects.get()
    client.force_login(partnership.users["governance"])
    because = {"because": "Another person of the same name: I saw both."}
    client.post(reverse("desk:lift_interest", args=[interest.pk]), because)
    look_at_everybody()
    assert sees(partnership, "kit", child)


def test_a_sealed_child_is_proposed_to_nobody_until_it_is_sealed_no_more(partnership, colleague):
    child = refer(partnership, PersonDetails("Mo Rarename"))
    with partnership.as_("manager") as manager:
        restrict(
            child, by=manager, level="sealed", open_to=[new_key()], at=timezone.now(),
            reason="A witness is protected.",
        )  # fmt: skip
    do_the_work()
    assert waiting(partnership) == []


def test_the_watch_takes_no_keeper_for_a_stranger_who_looks(client, partnership, colleague):
    refer(partnership, PersonDetails("Mo Rarename"))
    do_the_work()
    answer(client, partnership, "dismissed")
    watch(timezone.now() - timedelta(minutes=1))
    with partnership.as_("governance") as keeper, as_keeper():
        asked = Question.objects.filter(user_id=keeper.user_id)
        assert not asked.exists()


def test_a_keeper_does_not_look_into_what_they_have_in_common(client, partnership, colleague):
    User.objects.filter(pk=partnership.users["governance"].pk).update(full_name="Ivy Unheard")
    refer(partnership, PersonDetails("Mo Unheard"))
    look_at_everybody()
    client.force_login(partnership.users["governance"])
    assert "Mo Unheard" not in client.get(reverse("desk:interest_queue")).text


@given(st.sets(st.sampled_from([tie.value for tie in Tie])))
def test_only_who_somebody_is_makes_it_their_own_record(kinds):
    assert is_own_record(kinds) == bool(kinds & {"n", "o"})
    assert len(in_words(kinds)) == len(kinds)
