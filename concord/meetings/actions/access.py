"""Who may see an agreed action, and who may do what with it."""

from uuid import UUID

from concord.kernel.verdicts import Verdict, allowed_if, first_refusal
from concord.meetings.actions.models import Action
from concord.trust.access.queries import sighted
from concord.trust.access.rules import Compartment
from concord.trust.actors import Actor
from concord.trust.records import RecordQuerySet


def visible_to(actor: Actor) -> RecordQuerySet:
    """Return the actions this actor may know of: about children they see, or their agency's own.

    Attending a meeting opens the actions which that meeting set.
    """
    return sighted(
        Action.objects.all(),
        actor,
        compartment=Compartment.ACTION,
        own_column="owner_agency_id",
        source=("item", "source_id"),
    )


def may_set(actor: Actor, subject_id: UUID) -> Verdict:
    """Actions are set by the people who run meetings and manage cases."""
    return allowed_if(
        actor.has_role("team_manager", "social_worker", "minute_taker"),
        "Actions are set by the chair, the minute-taker or a social worker.",
    )


def may_complete(actor: Actor, action: Action) -> Verdict:
    """The owning agency says what it did; the chair and minute-taker may record it for them."""
    return first_refusal(
        allowed_if(Compartment.ACTION in actor.writes, "Your role does not complete actions."),
        allowed_if(
            actor.agency_id == action.owner_agency_id
            or actor.has_role("team_manager", "minute_taker"),
            "This action belongs to another agency.",
        ),
    )


def may_correct(actor: Actor, action: Action) -> Verdict:
    """Whoever may say that an action was done may correct how they said it."""
    return first_refusal(
        may_complete(actor, action),
        allowed_if(bool(action.evidence), "This action has no evidence to correct yet."),
    )
