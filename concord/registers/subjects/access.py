"""Who may see a person on the register, and who may change the entry."""

from uuid import UUID

from concord.kernel.verdicts import Verdict, allowed_if
from concord.registers.subjects.models import Subject
from concord.trust.access.queries import sighted
from concord.trust.access.rules import Compartment
from concord.trust.actors import Actor, is_system
from concord.trust.records import RecordQuerySet


def visible_to(actor: Actor) -> RecordQuerySet:
    """Return the subjects this actor may know of; everybody else does not exist for them."""
    return sighted(Subject.objects.all(), actor, compartment=Compartment.IDENTITY, subject="id")


def may_register(actor: Actor, subject_id: UUID) -> Verdict:
    """Anybody who may refer may name the person they are worried about."""
    return allowed_if(
        is_system(actor) or bool({"referral", "identity"} & actor.writes),
        "Only people who make referrals may add a person.",
    )


def may_change(actor: Actor, subject: Subject) -> Verdict:
    """Entries are kept by social care and the data steward."""
    return allowed_if(
        is_system(actor) or Compartment.IDENTITY in actor.writes,
        "Only social care or the data steward may change a person’s details.",
    )
