"""Put work in the outbox, and take it out under a lease (security.md 2.8).

A worker that dies leaves a lease that runs out, and another does the work again: every effect is
keyed by the job's id, so that twice is the same as once.
"""

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from concord.engines.jobs.models import Job
from concord.trust.actors import Actor

LEASE = timedelta(seconds=30)
GIVE_UP_AFTER = 8
Effect = Callable[[Job], None]
_effects: dict[str, Effect] = {}


def contribute(kind: str, effect: Effect) -> None:
    """Lend the outbox the effect of one kind of job. Raise ValueError when the kind is taken."""
    if kind in _effects:
        raise ValueError(f"The outbox already knows jobs called {kind}.")
    _effects[kind] = effect


def post(kind: str, payload: dict[str, Any], *, by: Actor, due_at: datetime) -> Job:
    """Write a job in the current transaction: it exists if, and only if, the change does."""
    return Job.objects.create(kind=kind, payload=payload, user_id=by.user_id, due_at=due_at)


def work_once() -> bool:
    """Do one waiting job; return whether there was one. A failure waits longer each time."""
    job = _lease_next()
    if job is None:
        return False
    try:
        with transaction.atomic():
            _effects[job.kind](job)
            _finish(job)
    except Exception as problem:
        _put_back(job, type(problem).__name__)
    return True


def held_jobs() -> dict[str, int]:
    """Return how many jobs of each kind are held back since a backup was restored."""
    kinds = _held().values_list("kind").annotate(number=Count("pk")).order_by("kind")
    return dict(kinds)


def release_held() -> int:
    """Let every job be done that is held back; return how many."""
    return _held().update(held_at=None)


def drop_held() -> int:
    """Give up every job that is held back; return how many."""
    return _held().update(held_at=None, gave_up_at=timezone.now(), error="dropped by the operator")


def _held() -> QuerySet[Job]:
    return Job.objects.filter(done_at=None, gave_up_at=None).exclude(held_at=None)


def _lease_next() -> Job | None:
    with transaction.atomic():
        now = timezone.now()
        free = Q(leased_until=None) | Q(leased_until__lt=now)
        job = (
            Job.objects.select_for_update(skip_locked=True)
            .filter(free, done_at=None, gave_up_at=None, held_at=None, due_at__lte=now)
            .order_by("due_at")
            .first()
        )
        if job is None:
            return None
        job.lease, job.leased_until = uuid.uuid4(), now + LEASE
        job.attempts = F("attempts") + 1
        job.save(update_fields=["lease", "leased_until", "attempts"])
        job.refresh_from_db()
        return job


def _finish(job: Job) -> None:
    held = Job.objects.filter(pk=job.pk, lease=job.lease, done_at=None)
    if not held.update(done_at=timezone.now(), leased_until=None):
        # Another worker has taken the job over: its effect stands, this one is undone.
        raise LeaseLost(job.pk)


def _put_back(job: Job, error: str) -> None:
    now = timezone.now()
    waits = timedelta(seconds=2**job.attempts)
    Job.objects.filter(pk=job.pk, lease=job.lease, done_at=None).update(
        leased_until=None,
        lease=None,
        due_at=now + waits,
        error=error[:200],
        gave_up_at=now if job.attempts >= GIVE_UP_AFTER else None,
    )


class LeaseLost(Exception):
    """The lease ran out while the work was being done."""

    def __init__(self, job_id: UUID) -> None:
        super().__init__(f"Job {job_id} was taken over by another worker.")
