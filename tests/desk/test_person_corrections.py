"""What proves wrong about who a person is: put right or taken back, and kept in the history."""

from datetime import date

import pytest
from django.urls import reverse

from concord.kernel.identifiers import IdentifierType
from concord.registers.subjects import access
from concord.registers.subjects.commands import GivenNumber, add_name, add_numbers
from concord.registers.subjects.models import Identifier, Name, Subject
from concord.registers.subjects.queries import emergency_subject, search
from concord.trust.audit.reading import find
from tests.casework.assessment import making
from tests.desk.test_child import text
from tests.desk.test_person_details import day, send
from tests.factories.world import add_address

LIFE = {
    **day("born", "2012-02-03"),
    "estimated": "no",
    "sex": "F",
    "life_source": "Her birth certificate",
    "_version": 1,
}


@pytest.fixture
def sam(partnership):
    return making.enter_child(partnership, partnership.police)


@pytest.fixture
def worker(client, partnership):
    client.force_login(partnership.users["worker"])
    return client


@pytest.fixture
def nickname(partnership, sam):
    with partnership.as_("worker") as actor:
        person = Subject.objects.get(pk=sam)
        return add_name(person, by=actor, kind="nickname", full="Ghostie", source="A friend")


def found_by(partnership, words, sam):
    with partnership.as_("worker") as actor:
        return sam in [hit.subject.pk for hit in search(actor, words, most=5)]


def take_back(client, kind, said, because="It is her sister’s"):
    url = reverse(f"desk:take_back_{kind}", args=[said.pk])
    return client.post(url, {"because": because, "_version": said.version}, follow=True)


def test_a_birth_date_is_corrected_with_who_says_so_and_found_by(worker, partnership, sam):
    page = send(worker, "correct_person", sam, **LIFE)
    said = text(page.text)
    assert "3 February 2012" in said
    assert "Source Her birth certificate" in said
    assert found_by(partnership, "3/2/2012", sam)
    assert not found_by(partnership, "27/3/2011", sam)


def test_what_stood_before_is_in_the_history_of_the_entry(worker, sam):
    send(worker, "correct_person", sam, **LIFE)
    changes = text(worker.get(reverse("desk:child_changes", args=[sam])).text)
    assert "27 March 2011" in changes
    assert "Her birth certificate" in changes


def test_an_estimate_is_shown_as_no_more_than_that(worker, sam):
    page = send(worker, "correct_person", sam, **LIFE | {"estimated": "yes"})
    assert "About 2012" in text(page.text)


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        (day("expected_on", "2027-01-01"), "Leave this empty: there is a date of birth"),
        (day("died_on", "2010-01-01"), "must not lie before they were born"),
        (day("died_on", "2099-01-01"), "The day on which they died must be today or in the past"),
        ({"life_source": ""}, "Enter who says so, or the record"),
    ],
)
def test_what_cannot_be_so_is_said_beside_the_question(worker, partnership, sam, answers, words):
    page = send(worker, "correct_person", sam, **LIFE | answers)
    assert words in page.text
    with partnership.as_("worker"):
        assert Subject.objects.get(pk=sam).version == 1


def test_two_who_correct_at_once_are_a_conflict(worker, sam):
    send(worker, "correct_person", sam, **LIFE)
    assert send(worker, "correct_person", sam, **LIFE | {"sex": "M"}).status_code == 409


def test_nobody_is_found_by_a_name_that_was_taken_back(worker, partnership, sam, nickname):
    assert found_by(partnership, "Ghostie", sam)
    page = take_back(worker, "name", nickname)
    assert "Ghostie" not in text(page.text)
    assert not found_by(partnership, "Ghostie", sam)
    changes = text(worker.get(reverse("desk:child_changes", args=[sam])).text)
    assert "Ghostie" in changes
    assert "It is her sister’s" in changes


def test_the_name_they_are_known_by_is_replaced_before_it_is_taken_back(worker, partnership, sam):
    with partnership.as_("worker"):
        known_as = Name.objects.get(subject=sam)
    page = worker.get(reverse("desk:take_back_name", args=[known_as.pk]))
    assert page.status_code == 403
    assert "Add the right one first" in page.text


def test_a_number_taken_back_leads_to_nobody_and_may_be_given_again(worker, partnership, sam):
    given = (GivenNumber(IdentifierType.NHS, "9990000018"),)
    with partnership.as_("worker") as actor:
        person = Subject.objects.get(pk=sam)
        [number] = add_numbers(person, by=actor, numbers=given, source="The school")
    take_back(worker, "number", number)
    assert not found_by(partnership, "9990000018", sam)
    with partnership.as_("worker") as actor:
        add_numbers(Subject.objects.get(pk=sam), by=actor, numbers=given, source="A trace")
        assert Identifier.objects.filter(subject=sam).count() == 1


def test_a_number_taken_back_opens_nobodys_record_in_an_emergency(worker, partnership, sam):
    given = (GivenNumber(IdentifierType.NHS, "9990000018"),)
    asked = {"kind": IdentifierType.NHS, "value": "9990000018", "born_on": date(2011, 3, 27)}
    with partnership.as_("worker") as actor:
        person = Subject.objects.get(pk=sam)
        [number] = add_numbers(person, by=actor, numbers=given, source="The school")
    with partnership.as_("nurse"):
        assert emergency_subject(**asked) == sam
    take_back(worker, "number", number)
    with partnership.as_("nurse"):
        assert emergency_subject(**asked) is None


def test_the_keeper_of_the_log_finds_nobody_by_what_was_taken_back(
    worker, partnership, sam, nickname
):
    with partnership.as_("governance"):
        assert [row["subject_id"] for row in find("Ghostie")] == [sam]
    take_back(worker, "name", nickname)
    with partnership.as_("governance"):
        assert find("Ghostie") == []


def test_an_address_at_which_they_never_lived_is_shown_no_more(worker, partnership, sam):
    with partnership.as_("worker"):
        address = add_address(sam, "1 Practice Row", "ZZ99 9AA")
    page = take_back(worker, "address", address)
    assert "1 Practice Row" not in page.text


def test_a_protected_address_is_not_taken_back(worker, partnership, sam):
    with partnership.as_("worker"):
        hidden = add_address(sam, "9 Secret Street", "ZZ99 9AB")
    protect = reverse("desk:protect_address", args=[hidden.pk])
    worker.post(protect, {"why": "danger", "note": "", "_version": 1})
    page = worker.get(reverse("desk:take_back_address", args=[hidden.pk]))
    assert page.status_code == 403
    assert "Secret Street" not in page.text


def test_who_only_knows_the_child_takes_nothing_back(client, partnership, sam, nickname):
    client.force_login(partnership.users["officer"])
    assert take_back(client, "name", nickname).status_code in (403, 422, 200)
    with partnership.as_("officer") as officer:
        assert access.names_visible_to(officer).filter(pk=nickname.pk).exists()
