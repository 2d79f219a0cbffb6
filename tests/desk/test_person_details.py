"""Who a person is: names, numbers, addresses and needs, each with who says so."""

import pytest
from django.urls import reverse

from concord.registers.subjects.models import Address, Identifier, Subject
from concord.registers.subjects.queries import search
from tests.casework.assessment import making
from tests.desk.counting import queries_of
from tests.desk.test_child import text
from tests.factories.world import add_address


@pytest.fixture
def sam(partnership):
    return making.enter_child(partnership, partnership.police)


@pytest.fixture
def worker(client, partnership):
    client.force_login(partnership.users["worker"])
    return client


def send(client, page, sam, **answers):
    return client.post(reverse(f"desk:{page}", args=[sam]), answers, follow=True)


def day(name, on):
    year, month, number = on.split("-")
    return {f"{name}_day": number, f"{name}_month": month, f"{name}_year": year}


def test_another_name_is_shown_with_its_source_and_found(worker, partnership, sam):
    page = send(worker, "add_name", sam, kind="script", full="Сэм Практис", source="His passport")
    assert "Сэм Практис Name in another script. Source: His passport" in text(page.text)
    with partnership.as_("worker") as actor:
        assert [hit.subject.pk for hit in search(actor, "Практис", most=5)] == [sam]


def test_a_new_name_to_be_known_by_keeps_the_former_one(worker, sam):
    page = send(worker, "add_name", sam, kind="known_as", full="Sammy Practice", source="Sam")
    said = text(page.text)
    assert "Sammy Practice Known as" in said
    assert "Sam Practice Alias" in said
    assert "Sammy Practice" in text(worker.get(f"/children/{sam}").text)


NUMBER = {"type": "NHS", "value": "999 000 0018", "verified": "yes", "source": "A trace"}


def test_a_verified_number_is_shown_with_its_validity(worker, sam):
    page = send(worker, "add_number", sam, **NUMBER, **day("valid_from", "2020-05-03"))
    assert "NHS number: 9990000018 Verified From 3 May 2020. Source: A trace" in text(page.text)


def test_a_number_that_fails_its_check_is_kept_unverified_with_a_warning(worker, partnership, sam):
    page = send(worker, "add_number", sam, **NUMBER | {"value": "999 000 0019"})
    said = text(page.text)
    assert "9990000019 Not verified" in said
    assert "The last digit of this NHS number does not fit" in said
    with partnership.as_("worker"):
        assert Identifier.objects.get(value="9990000019").verified is False


ADDRESS = {"kind": "home", "lines": "2 New Row", "postcode": "zz99 3ab",
           **day("from_on", "2026-05-03")}  # fmt: skip


@pytest.mark.parametrize(("answer", "still_open"), [("yes", 1), ("no", 2)])
def test_a_new_address_ends_the_former_one_only_on_request(
    worker, partnership, sam, answer, still_open
):
    first = ADDRESS | {"lines": "1 Old Row"} | day("from_on", "2020-05-03")
    send(worker, "add_address", sam, **first, ends_former="no")
    page = send(worker, "add_address", sam, **ADDRESS, ends_former=answer)
    assert "2 New Row" in page.text
    with partnership.as_("worker"):
        assert Address.objects.filter(subject=sam, to_on=None).count() == still_open


def test_a_protected_address_stays_masked_when_another_ends_it(worker, partnership, sam):
    with partnership.as_("worker"):
        hidden = add_address(sam, "9 Secret Street", "ZZ99 9AB")
    protect = reverse("desk:protect_address", args=[hidden.pk])
    worker.post(protect, {"why": "danger", "note": "", "_version": 1})
    today = f"{hidden.from_on:%Y-%m-%d}"
    page = send(worker, "add_address", sam, **ADDRESS | day("from_on", today), ends_former="yes")
    assert "9 Secret Street" not in page.text
    with partnership.as_("worker"):
        kept = Address.objects.get(pk=hidden.pk)
    assert (kept.to_on, kept.confidential) == (hidden.from_on, True)


def described(sam_version=1, **answers):
    return {"_version": sam_version, "ethnicity": "", "first_language": "", **answers}


def test_needs_are_shown_in_words_with_who_says_so(worker, sam):
    page = send(
        worker, "describe", sam,
        **described(first_language="urd", language_source="parent", interpreter="yes",
                    sen_provision="E", sen_source="self"),
    )  # fmt: skip
    said = text(page.text)
    assert "First language Urdu A parent or carer says so" in said
    assert "Interpreter Yes" in said
    assert "Education, health and care plan They say so themselves" in said


def test_what_is_said_without_a_source_is_sent_back(worker, partnership, sam):
    page = send(worker, "describe", sam, **described(first_language="urd"))
    assert "Select who says so" in page.text
    with partnership.as_("worker"):
        assert Subject.objects.get(pk=sam).first_language == ""


def test_who_asks_for_an_interpreter_is_kept_without_a_language(worker, partnership, sam):
    send(worker, "describe", sam, **described(interpreter="yes", language_source="observed"))
    with partnership.as_("worker"):
        assert Subject.objects.get(pk=sam).language_source == "observed"


def test_the_same_number_is_not_recorded_twice(worker, sam):
    send(worker, "add_number", sam, **NUMBER)
    again = send(worker, "add_number", sam, **NUMBER | {"value": "9990000018"})
    assert "This number is recorded for them already" in again.text


def test_two_who_describe_at_once_are_a_conflict(worker, sam):
    send(worker, "describe", sam, **described(first_language="urd", language_source="self"))
    late = send(worker, "describe", sam, **described(first_language="pol", language_source="self"))
    assert late.status_code == 409


@pytest.mark.parametrize(
    ("page", "answers", "words"),
    [
        (
            "add_number",
            NUMBER | day("valid_from", "2020-05-03") | day("valid_to", "2019-05-03"),
            "must not lie before it began",
        ),
        ("add_name", {"kind": "legal", "full": "", "source": "x"}, "Enter the name"),
        ("add_number", NUMBER | {"type": ""}, "Select which number it is"),
        ("add_number", NUMBER | {"verified": ""}, "Select whether a source of truth"),
        ("add_address", ADDRESS | {"ends_former": ""}, "Select whether the former address ends"),
        (
            "add_address",
            ADDRESS | {"lines": "", "postcode": "", "ends_former": "no"},
            "Enter an address or a postcode",
        ),
        (
            "add_address",
            ADDRESS | day("from_on", "2999-05-03") | {"ends_former": "no"},
            "must be today or in the past",
        ),
    ],
)
def test_what_is_missing_is_said(worker, sam, page, answers, words):
    assert words in send(worker, page, sam, **answers).text


@pytest.mark.parametrize("page", ["add_name", "add_number", "add_address", "describe"])
def test_the_police_read_who_a_child_is_and_change_nothing(client, partnership, sam, page):
    client.force_login(partnership.users["officer"])
    assert client.get(reverse("desk:person_details", args=[sam])).status_code == 200
    assert client.get(reverse(f"desk:{page}", args=[sam])).status_code == 403


@pytest.mark.parametrize(
    "page", ["person_details", "add_name", "add_number", "add_address", "describe"]
)
def test_the_pages_take_few_queries_and_hide_who_is_hidden(client, partnership, worker, sam, page):
    assert queries_of(worker, reverse(f"desk:{page}", args=[sam])) < 30
    client.force_login(partnership.users["other_dsl"])
    assert client.get(reverse(f"desk:{page}", args=[sam])).status_code == 404
