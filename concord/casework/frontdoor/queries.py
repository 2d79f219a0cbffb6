"""Questions about contacts and referrals. Every answer is limited to what the viewer may see."""

from uuid import UUID

from concord.casework.frontdoor import access
from concord.casework.frontdoor.models import Referral, ReferralQuerySet
from concord.trust.actors import Actor


def awaiting_decision(viewer: Actor) -> ReferralQuerySet:
    """Return the undecided referrals that the viewer's agency received, the first due first."""
    return (
        access.visible_to(viewer)
        .undecided()
        .filter(receiving_agency_id=viewer.agency_id)
        .select_related("subject", "referrer_agency")
        .order_by("decision_due_at", "received_at", "pk")
    )


def made_by(viewer: Actor) -> ReferralQuerySet:
    """Return the referrals that the viewer made themselves, the latest first."""
    return (
        access.visible_to(viewer)
        .filter(referrer_id=viewer.user_id)
        .select_related("subject")
        .order_by("-received_at", "pk")
    )


def referrals_of(viewer: Actor, subject_id: UUID) -> ReferralQuerySet:
    """Return the visible referrals about a subject, the earliest first."""
    return (
        access.visible_to(viewer)
        .filter(subject_id=subject_id)
        .select_related("referrer_agency")
        .order_by("received_at", "pk")
    )


def referral_for(viewer: Actor, referral_id: UUID) -> Referral:
    """Return one visible referral. Raise Referral.DoesNotExist when hidden or absent."""
    return (
        access.visible_to(viewer).select_related("subject", "referrer_agency").get(pk=referral_id)
    )
