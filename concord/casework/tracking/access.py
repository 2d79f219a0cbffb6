"""Who may see that a child is tracked, and who may change it."""

from uuid import UUID

from concord.casework.tracking.models import Period
from concord.kernel.verdicts import Verdict, allowed_if
from concord.trust.access.queries import sighted
from concord.trust.access.rules import Compartment
from concord.trust.actors import Actor, is_system
from concord.trust.records import RecordQuerySet


def visible_to(actor: Actor) -> RecordQuerySet:
    """Return the tracking periods this actor may know of."""
    return sighted(Period.objects.all(), actor, compartment=Compartment.TRACKING)


def may_start(actor: Actor, subject_id: UUID) -> Verdict:
    """Tracking starts when a manager agrees an assessment or a meeting agrees a level."""
    return allowed_if(
        is_system(actor) or actor.has_role("team_manager"),
        "Tracking starts when an assessment is agreed, or at a meeting.",
    )


def may_change(actor: Actor, period: Period) -> Verdict:
    """The level is changed by the meeting, whose chair is a team manager."""
    return allowed_if(
        is_system(actor) or actor.has_role("team_manager"),
        "The level is agreed at the meeting.",
    )


def may_name_lead(actor: Actor, period: Period) -> Verdict:
    """A manager or social worker says who leads."""
    return allowed_if(
        actor.has_role("team_manager", "social_worker"),
        "Only a social worker or a team manager names the lead worker.",
    )


def may_close(actor: Actor, period: Period) -> Verdict:
    """Only the chair closes tracking (annex B)."""
    return allowed_if(actor.has_role("team_manager"), "Only the chair may close tracking.")
