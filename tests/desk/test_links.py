"""The pages of connections: found, said how, shown on both ends, looked at again."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from concord.registers.links.commands import Connection, link_subjects
from concord.registers.links.models import Link
from concord.registers.subjects.models import Subject
from tests.casework.assessment import making
from tests.desk.test_child import text

HOW = {
    "kind": "sibling", "role": "", "basis": "fact", "source": "Birth certificate",
    "confidence": "3", "parental_responsibility": "no", "safe_to_contact": "yes",
}  # fmt: skip


@pytest.fixture
def sam(partnership):
    return making.enter_child(partnership, partnership.police)


@pytest.fixture
def kim(partnership):
    return making.enter_child(partnership, name="Kim Example")


@pytest.fixture
def worker(client, partnership):
    client.force_login(partnership.users["worker"])
    return client


def connect(sam, kim=None):
    query = f"?other={kim}" if kim else ""
    return reverse("desk:connect", args=[sam]) + query


def connections(client, key):
    return text(client.get(reverse("desk:connections", args=[key])).text)


def test_the_other_is_found_and_then_it_is_said_how(worker, sam, kim):
    found = worker.post(connect(sam), {"terms": "kim example"}).text
    assert connect(sam, kim) in found
    assert "Sam Practice is a parent of Kim Example" in worker.get(connect(sam, kim)).text
    page = worker.post(connect(sam, kim), HOW, follow=True)
    said = text(page.text)
    assert "The connection is recorded" in said
    assert "Sam Practice and Kim Example are siblings. Birth certificate, confidence high" in said
    assert "Safe to contact: yes" in said
    assert "Kim Example and Sam Practice are siblings" in connections(worker, kim)


def test_nobody_is_offered_to_be_connected_with_themselves(worker, sam, kim):
    found = worker.post(connect(sam), {"terms": "sam practice"}).text
    assert "Nobody and nothing found that you may see" in found


def test_somebody_hidden_cannot_be_named_and_looks_like_somebody_absent(
    client, partnership, sam, kim
):
    client.force_login(partnership.users["officer"])
    hidden = client.get(connect(sam, kim))
    absent = client.get(connect(sam, making.new_key()))
    nonsense = client.get(connect(sam, "nonsense"))
    assert [hidden.status_code, absent.status_code, nonsense.status_code] == [404, 404, 404]


def test_a_colleague_who_sees_one_end_reads_of_no_connection(client, partnership, sam, kim):
    with partnership.as_("worker") as worker:
        link_subjects(
            Subject.objects.get(pk=sam), by=worker, other=Subject.objects.get(pk=kim),
            connection=Connection("sibling", "Birth certificate"), at=timezone.now(),
        )  # fmt: skip
    client.force_login(partnership.users["officer"])
    assert "No connection is recorded that you may see" in connections(client, sam)


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"kind": ""}, "Select how they are connected"),
        ({"source": ""}, "Enter who says so, or the record"),
        (
            {"from_on_day": "3", "from_on_month": "5", "from_on_year": "2999"},
            "today or in the past",
        ),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_is_there(worker, sam, kim, answers, words):
    page = worker.post(connect(sam, kim), HOW | answers).text
    assert words in page
    assert answers.get("source", "Birth certificate") in page
    assert not Link.objects.exists()


@pytest.fixture
def seen_together(worker, sam, kim, partnership):
    worker.post(connect(sam, kim), HOW | {"kind": "seen_with", "source": "The school"})
    with partnership.as_("worker"):
        return Link.objects.get()


def review(client, link, answer, because="Their mother said so today."):
    page = reverse("desk:review_link", args=[link.pk])
    form = {"answer": answer, "because": because, "_version": link.version}
    return client.post(page, form, follow=True)


def test_a_connection_that_lapses_soon_is_a_task(worker, seen_together, partnership, time_machine):
    lapses = seen_together.expires_on
    assert "Look again at a connection" not in worker.get("/").text
    time_machine.move_to(timezone.now() + timedelta(days=170))
    worker.force_login(partnership.users["worker"])
    home = text(worker.get("/").text)
    assert lapses <= timezone.localdate() + timedelta(days=28)
    assert "Look again at a connection before it lapses" in home
    review(worker, seen_together, "holds")
    assert "Look again at a connection" not in worker.get("/").text


@pytest.mark.parametrize("answer", ["over", "wrong"])
def test_what_no_longer_holds_goes_from_the_page_and_stays_in_the_record(
    worker, partnership, seen_together, sam, answer
):
    review(worker, seen_together, answer)
    assert "was seen with" not in connections(worker, sam)
    with partnership.as_("worker"):
        link = Link.objects.get()
    assert (link.wrong, link.ended_because) == (answer == "wrong", "Their mother said so today.")


def test_two_answers_to_the_same_question_are_a_conflict(worker, seen_together):
    assert review(worker, seen_together, "holds").status_code == 200
    assert review(worker, seen_together, "over").status_code == 409
