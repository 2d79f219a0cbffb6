"""Who may see conflicts of interest: who declared one, and information governance."""

from concord.trust.actors import Actor
from concord.trust.interests.guards import KEEPERS
from concord.trust.interests.models import Interest, OwnTie, Proposal
from concord.trust.records import RecordQuerySet


def interests_visible_to(actor: Actor) -> RecordQuerySet:
    """Return what this actor declared; for a keeper everything but what is about themselves."""
    found = Interest.objects.order_by("-declared_at", "pk")
    if actor.has_role(*KEEPERS):
        return found.exclude(user_id=actor.user_id)
    return found.filter(declared_by=actor.user_id)


def declared_by(actor: Actor) -> RecordQuerySet:
    """Return what this actor declared, about themselves or a colleague, the latest first."""
    return Interest.objects.filter(declared_by=actor.user_id).order_by("-declared_at", "pk")


def proposals_visible_to(actor: Actor) -> RecordQuerySet:
    """Return the proposals for a keeper, without their own; row-level security hides the sealed."""
    found = Proposal.objects.exclude(user_id=actor.user_id).order_by("due_on", "pk")
    return found if actor.has_role(*KEEPERS) else found.none()


def own_ties(actor: Actor) -> RecordQuerySet:
    """Return what this actor gave of themselves and has not taken back."""
    return OwnTie.objects.filter(user_id=actor.user_id).exclude(token=None)
