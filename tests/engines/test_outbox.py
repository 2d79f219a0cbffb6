"""The outbox: work follows its change, outlives a worker that dies, and never goes missing."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from concord.engines.jobs import outbox
from concord.engines.jobs.models import Job
from concord.engines.notices.post import EMAIL_JOB, send_email, tell
from concord.registers.subjects.models import Subject
from concord.trust.actors import NOBODY
from tests.casework.assessment import making

DONE = []
READ = []


def read(job):
    """The effect of a job that looks for people without saying who asks."""
    READ.append(Subject.objects.count())


def note(job):
    """The effect of a test's job: write down its word, or fail where it says so."""
    if job.payload["word"] == "fail":
        raise ValueError(job.payload["word"])
    DONE.append(job.payload["word"])


@pytest.fixture(autouse=True)
def known_effect(monkeypatch, db):
    monkeypatch.setitem(outbox._effects, "note", note)
    monkeypatch.setitem(outbox._effects, "read", read)
    DONE.clear()


def post(word):
    return outbox.post("note", {"word": word}, by=NOBODY, due_at=timezone.now())


def test_a_job_is_done_once_and_then_there_is_nothing_to_do():
    post("hello")
    assert outbox.work_once()
    assert not outbox.work_once()
    assert DONE == ["hello"]


def test_a_change_that_is_undone_leaves_no_job():
    with transaction.atomic():
        post("gone")
        transaction.set_rollback(True)
    assert not outbox.work_once()


def test_a_job_whose_worker_died_is_done_when_its_lease_runs_out():
    job = post("again")
    dead = outbox._lease_next()
    assert not outbox.work_once()
    Job.objects.filter(pk=job.pk).update(leased_until=timezone.now() - timedelta(seconds=1))
    assert outbox.work_once()
    assert DONE == ["again"]
    with pytest.raises(outbox.LeaseLost):
        outbox._finish(dead)


def test_a_job_that_fails_waits_longer_each_time_and_is_put_before_the_operator():
    job = post("fail")
    waits = []
    for _ in range(outbox.GIVE_UP_AFTER):
        Job.objects.filter(pk=job.pk).update(due_at=timezone.now())
        assert outbox.work_once()
        job.refresh_from_db()
        waits.append(job.due_at - timezone.now())
    assert waits == sorted(waits)
    assert job.gave_up_at is not None
    assert job.error == "ValueError"
    assert not outbox.work_once()


def test_a_job_sees_no_record_of_its_own_accord(partnership):
    """A job that must see something takes the context of a person first (ASVS V8.3.3)."""
    making.enter_child(partnership)
    with partnership.as_("worker") as worker:
        assert Subject.objects.count() == 1
        outbox.post("read", {}, by=worker, due_at=timezone.now())
    while outbox.work_once():
        pass
    assert READ == [0]


def test_an_email_that_is_sent_again_is_the_same_message(partnership, mailoutbox):
    """A worker died with it sent, and its job not done."""
    nurse = partnership.users["nurse"]
    nurse.email = "nurse@example.org"
    nurse.save()
    with partnership.as_("nurse") as by:
        tell(nurse.pk, "Somebody was restricted", url="/", by=by, at=timezone.now())
    job = Job.objects.get(kind=EMAIL_JOB)
    send_email(job)
    send_email(job)
    first, second = (message.message()["Message-ID"] for message in mailoutbox)
    assert first == second
    assert str(job.pk) in first
    assert "restricted" not in mailoutbox[0].subject + mailoutbox[0].body
