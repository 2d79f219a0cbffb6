"""Who looks after people's accounts, and who reviews them. Nobody does it for themselves."""

from concord.kernel.verdicts import ALLOWED, Verdict, allowed_if, first_refusal
from concord.trust.accounts.models import Role, User
from concord.trust.actors import Actor, is_system
from concord.trust.agencies.models import Agency
from concord.trust.people.models import AccessReview, Activation, ReviewLine, RoleProposal

ANSWERERS = (Role.ADMINISTRATOR, Role.INFORMATION_GOVERNANCE)
KEEPERS = (Role.ADMINISTRATOR, Role.AGENCY_LEAD)
REVIEWERS = (*KEEPERS, Role.INFORMATION_GOVERNANCE)


def may_add(actor: Actor, agency: Agency) -> Verdict:
    """The administrator for every agency, the agency's own lead for it."""
    return _looks_after(actor, agency.pk)


def may_change(actor: Actor, user: User) -> Verdict:
    """As for adding, and never oneself."""
    return first_refusal(
        _looks_after(actor, user.agency_id),
        allowed_if(
            actor.user_id != user.pk,
            "You cannot change your own account. Ask another administrator.",
        ),
    )


def may_answer(actor: Actor, proposal: RoleProposal) -> Verdict:
    """A second person: neither who proposed the role nor who is to have it."""
    return first_refusal(
        allowed_if(
            actor.has_role(*ANSWERERS),
            "Only an administrator or the information-governance lead agrees to this role.",
        ),
        allowed_if(
            actor.user_id not in (proposal.proposed_by, proposal.user_id),
            "Somebody else must agree: not who proposed the role, nor who is to have it.",
        ),
    )


def may_activate(actor: Actor, activation: Activation) -> Verdict:
    """Whoever holds the link; the command checks that it still works."""
    return ALLOWED


def may_start_reviews(actor: Actor, agency: Agency) -> Verdict:
    """Reviews are laid out for everybody by those who answer for them, or when a quarter begins."""
    return allowed_if(
        is_system(actor) or actor.has_role(*ANSWERERS),
        "Only an administrator or the information-governance lead starts the reviews.",
    )


def may_decide_line(actor: Actor, line: ReviewLine) -> Verdict:
    """The agency's lead; for the lead's own line, the administrator or information governance."""
    return first_refusal(
        _reviews(actor, line.review),
        allowed_if(
            actor.user_id != line.user_id,
            "You cannot review your own access. Ask the information-governance lead.",
        ),
        allowed_if(
            line.review.signed_off_at is None, "This review is signed off and does not change."
        ),
    )


def may_sign_off(actor: Actor, review: AccessReview) -> Verdict:
    """The agency's own lead; the information-governance lead where there is none."""
    return _reviews(actor, review)


def may_escalate_review(actor: Actor, review: AccessReview) -> Verdict:
    """The calendar escalates, once, what nobody has signed."""
    return first_refusal(
        allowed_if(is_system(actor), "A review is escalated by the calendar."),
        allowed_if(
            review.signed_off_at is None and review.escalated_at is None, "This is settled already."
        ),
    )


def _looks_after(actor: Actor, agency_id: object) -> Verdict:
    own = actor.has_role(Role.AGENCY_LEAD) and actor.agency_id == agency_id
    return allowed_if(
        actor.has_role(Role.ADMINISTRATOR) or own,
        "Only the partnership’s administrator or the agency’s own lead may do this.",
    )


def _reviews(actor: Actor, review: AccessReview) -> Verdict:
    own = actor.has_role(Role.AGENCY_LEAD) and actor.agency_id == review.agency_id
    return allowed_if(
        own or actor.has_role(*ANSWERERS),
        "Only the agency’s lead or the information-governance lead reviews access.",
    )
