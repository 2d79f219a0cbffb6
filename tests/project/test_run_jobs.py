import os
import signal
from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.utils import timezone

from concord.engines.jobs import outbox
from concord.engines.jobs.models import Job
from concord.trust.actors import NOBODY


@pytest.fixture
def signals() -> Iterator[None]:
    """The worker answers signals by itself; afterwards they are pytest's again."""
    before = {each: signal.getsignal(each) for each in (signal.SIGTERM, signal.SIGINT)}
    yield
    for each, handler in before.items():
        signal.signal(each, handler)


@pytest.mark.django_db
def test_the_worker_does_what_is_due_and_finishes_the_job_in_hand_when_told_to_stop(
    signals: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []

    def effect(job: Job) -> None:
        os.kill(os.getpid(), signal.SIGTERM)
        done.append(job.payload["word"])

    monkeypatch.setattr(outbox, "_effects", {})
    outbox.contribute("stop the worker", effect)
    for word in ("first", "second"):
        outbox.post("stop the worker", {"word": word}, by=NOBODY, due_at=timezone.now())

    call_command("run_jobs")

    assert done == ["first"]
    assert Job.objects.exclude(done_at=None).count() == 1
