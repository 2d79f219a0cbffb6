"""When somebody is entered, the keepers of restricted people are asked whether it is one of theirs;
when somebody becomes restricted, their keepers are asked of the entries there are.

By a job, after whoever typed has their answer: it is the same answer whether or not there was
anybody to ask.
"""

from uuid import UUID

from django.utils import timezone

from concord.engines.jobs import outbox
from concord.engines.jobs.models import Job
from concord.registers.identity.hidden import look, look_back
from concord.registers.subjects.events import PersonDetailsAdded, PersonRegistered
from concord.trust.access.events import SubjectRestricted
from concord.trust.actors import Actor
from concord.trust.reactions import when

LOOK_FOR_HIDDEN, LOOK_BACK = "look_for_hidden", "look_back_for_hidden"


@when(PersonRegistered)
def a_new_entry_may_be_somebody_restricted(event: PersonRegistered, *, by: Actor) -> None:
    _post(event.subject_id, by)


@when(PersonDetailsAdded)
def a_fuller_entry_may_be_somebody_restricted(event: PersonDetailsAdded, *, by: Actor) -> None:
    _post(event.subject_id, by)


@when(SubjectRestricted)
def an_entry_may_be_somebody_who_became_restricted(event: SubjectRestricted, *, by: Actor) -> None:
    _post(event.subject_id, by, LOOK_BACK)


def look_by_job(job: Job) -> None:
    """Look for the restricted people whom one entry may be."""
    look(UUID(job.payload["subject"]), at=timezone.now())


def look_back_by_job(job: Job) -> None:
    """Look for the entries that may be somebody who became restricted."""
    look_back(UUID(job.payload["subject"]), at=timezone.now())


def _post(subject_id: UUID, by: Actor, what: str = LOOK_FOR_HIDDEN) -> None:
    outbox.post(what, {"subject": str(subject_id)}, by=by, due_at=timezone.now())


outbox.contribute(LOOK_FOR_HIDDEN, look_by_job)
outbox.contribute(LOOK_BACK, look_back_by_job)
