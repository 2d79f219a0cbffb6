"""When somebody is entered, the keepers of restricted people are asked whether it is one of theirs.

By a job, after whoever typed has their answer: it is the same answer whether or not there was
anybody to ask.
"""

from uuid import UUID

from django.utils import timezone

from concord.engines.jobs import outbox
from concord.engines.jobs.models import Job
from concord.registers.identity.hidden import look
from concord.registers.subjects.events import PersonDetailsAdded, PersonRegistered
from concord.trust.actors import Actor
from concord.trust.reactions import when

LOOK_FOR_HIDDEN = "look_for_hidden"


@when(PersonRegistered)
def a_new_entry_may_be_somebody_restricted(event: PersonRegistered, *, by: Actor) -> None:
    _post(event.subject_id, by)


@when(PersonDetailsAdded)
def a_fuller_entry_may_be_somebody_restricted(event: PersonDetailsAdded, *, by: Actor) -> None:
    _post(event.subject_id, by)


def look_by_job(job: Job) -> None:
    """Look for the restricted people whom one entry may be."""
    look(UUID(job.payload["subject"]), at=timezone.now())


def _post(subject_id: UUID, by: Actor) -> None:
    outbox.post(LOOK_FOR_HIDDEN, {"subject": str(subject_id)}, by=by, due_at=timezone.now())


outbox.contribute(LOOK_FOR_HIDDEN, look_by_job)
