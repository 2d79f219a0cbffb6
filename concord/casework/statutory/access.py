"""Who may see statutory social care records, and who brings them in."""

from uuid import UUID

from concord.casework.statutory.models import Episode
from concord.kernel.verdicts import Verdict, allowed_if
from concord.trust.access.queries import sighted
from concord.trust.access.rules import Compartment
from concord.trust.actors import Actor
from concord.trust.records import RecordQuerySet


def visible_to(actor: Actor) -> RecordQuerySet:
    """Return the episodes this actor may know of."""
    return sighted(Episode.objects.all(), actor, compartment=Compartment.STATUTORY)


def may_record(actor: Actor, subject_id: UUID) -> Verdict:
    """Statutory records come from the council's own system, by its data steward or workers."""
    return allowed_if(
        Compartment.STATUTORY in actor.writes,
        "Only the data steward or social care may load statutory records.",
    )
