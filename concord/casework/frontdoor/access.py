"""Who may see a referral, and who may do what with it."""

from uuid import UUID

from concord.casework.frontdoor.models import Referral, ReferralQuerySet
from concord.kernel.verdicts import Verdict, allowed_if, first_refusal
from concord.trust.access.queries import sighted
from concord.trust.access.rules import Compartment
from concord.trust.actors import Actor

DECISION_MAKERS = ("social_worker", "team_manager")


def visible_to(actor: Actor) -> ReferralQuerySet:
    """Return the referrals this actor may know of; everything else does not exist for them."""
    return sighted(
        Referral.objects.all(),
        actor,
        compartment=Compartment.REFERRAL,
        own_column="referrer_agency_id",
    )


def may_refer(actor: Actor, subject_id: UUID) -> Verdict:
    """Any agency whose people make referrals may bring a worry to the front door."""
    return allowed_if(Compartment.REFERRAL in actor.writes, "Your role does not make referrals.")


def may_attach(actor: Actor, referral: Referral) -> Verdict:
    """Whoever sees a referral and makes or handles referrals may add a file to it."""
    return allowed_if(Compartment.REFERRAL in actor.writes, "Your role does not add to referrals.")


def may_correct(actor: Actor, referral: Referral) -> Verdict:
    """What a referrer said is corrected by their agency, or by the front door on their word."""
    return first_refusal(
        may_attach(actor, referral),
        allowed_if(
            actor.agency_id in (referral.referrer_agency_id, referral.receiving_agency_id),
            "Only the agency that referred, or the front door, corrects this.",
        ),
    )


def may_decide(actor: Actor, referral: Referral) -> Verdict:
    """A decision is made by a qualified person of the receiving agency (annex B, Referral)."""
    return first_refusal(_qualified(actor), _receives(actor, referral))


def may_handle(actor: Actor, referral: Referral) -> Verdict:
    """The receiving agency acknowledges a referral and settles who it is about."""
    return may_decide(actor, referral)


def _qualified(actor: Actor) -> Verdict:
    return allowed_if(
        actor.has_role(*DECISION_MAKERS),
        "Only a qualified social worker or a team manager may decide a referral.",
    )


def _receives(actor: Actor, referral: Referral) -> Verdict:
    return allowed_if(
        actor.agency_id == referral.receiving_agency_id, "This referral is with another agency."
    )
