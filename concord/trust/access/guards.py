"""Who may change who sees what."""

from uuid import UUID

from concord.kernel.verdicts import Verdict, allowed_if, first_refusal
from concord.trust.access.models import BreakGlass, CeilingProposal, LegalHold, SealProposal
from concord.trust.access.rules import Wanted
from concord.trust.actors import Actor, is_system

SECOND_PEOPLE = ("team_manager", "data_steward", "information_governance")
# Who hears that a colleague is kept from a record: their managers, and who keeps the register, as
# joining two entries must not open the one through the other (migration 0011).
KNOW_OF_BLOCKS = ("agency_lead", *SECOND_PEOPLE)
# Whoever answers for who may do what: they propose what a role opens, and agree to it.
MATRIX_ROLES = ("administrator", "information_governance")
# Who answers for the people of their agency.
ANSWER_FOR_PEOPLE = ("agency_lead", "team_manager")
EMERGENCY_ROLES = ("social_worker", "team_manager", "police", "health")


def may_give_sight(actor: Actor, subject_id: UUID) -> Verdict:
    """Sight follows from what happened to a case; nobody hands it out directly."""
    return allowed_if(
        is_system(actor), "Access follows from work on the case; it is not handed out."
    )


def may_restrict(actor: Actor, subject_id: UUID) -> Verdict:
    """domain.md 9.3: the case's manager or the information-governance lead."""
    return allowed_if(
        actor.has_role("team_manager", "information_governance"),
        "Only a team manager or the information-governance lead may restrict a record.",
    )


def may_propose_unsealing(actor: Actor, subject_id: UUID) -> Verdict:
    """Anybody whom a seal names: were it for managers alone, their leaving would seal for ever."""
    return allowed_if(actor.is_somebody, "Sign in first.")


def may_answer_seal(actor: Actor, proposal: SealProposal) -> Verdict:
    """A second person who sees the record, or information governance: never who proposed it.

    To seal takes a role; to unseal, to be among those whom the seal names.
    """
    return first_refusal(
        allowed_if(
            proposal.wants == Wanted.UNSEAL or actor.has_role(*SECOND_PEOPLE),
            "Only a team manager, the data steward or the information-governance lead agrees.",
        ),
        allowed_if(
            actor.user_id != proposal.proposed_by, "Somebody else must agree to your proposal."
        ),
    )


def may_hold(actor: Actor, subject_id: UUID) -> Verdict:
    """Whoever keeps the case or the register."""
    return allowed_if(
        actor.has_role("team_manager", "data_steward"),
        "Only a team manager or the data steward places or lifts a legal hold.",
    )


def may_place_hold(actor: Actor, subject_id: UUID) -> Verdict:
    """The same, once: a record is held or it is not."""
    return first_refusal(
        may_hold(actor, subject_id),
        allowed_if(not is_held(subject_id), "This record is held already."),
    )


def may_lift_hold(actor: Actor, subject_id: UUID) -> Verdict:
    """The same, while it is held."""
    return first_refusal(
        may_hold(actor, subject_id),
        allowed_if(is_held(subject_id), "This record is not held."),
    )


def is_held(subject_id: UUID) -> bool:
    """Return whether a record is under a legal hold now (domain.md 9.3)."""
    return LegalHold.objects.filter(subject_id=subject_id, lifted_at=None).exists()


def may_question_sight(actor: Actor, subject_id: UUID) -> Verdict:
    """Anybody who sees a record may say that they should not."""
    return allowed_if(actor.is_somebody, "Sign in first.")


def may_block(actor: Actor, subject_id: UUID) -> Verdict:
    """A conflict of interest is declared by anybody, about themselves or about another."""
    return allowed_if(actor.is_somebody, "Sign in to declare a conflict of interest.")


def may_escalate_glass(actor: Actor, glass: BreakGlass) -> Verdict:
    """The calendar escalates, once, what nobody has reviewed."""
    return first_refusal(
        allowed_if(is_system(actor), "A review is escalated by the calendar."),
        allowed_if(
            glass.reviewed_at is None and glass.escalated_at is None, "This is settled already."
        ),
    )


def may_review_glass(actor: Actor, glass: BreakGlass) -> Verdict:
    """The information-governance lead, and never whoever broke the glass."""
    return first_refusal(
        allowed_if(
            actor.has_role("information_governance"),
            "Only the information-governance lead reviews emergency access.",
        ),
        allowed_if(actor.user_id != glass.user_id, "Somebody else must review your own access."),
        allowed_if(glass.reviewed_at is None, "This has already been reviewed."),
    )


def may_break_glass(actor: Actor, subject_id: UUID) -> Verdict:
    """Emergency access is for people who work with children, not for analysts or boards."""
    return allowed_if(
        actor.has_role(*EMERGENCY_ROLES),
        "Emergency access is for social workers, managers, police and health.",
    )


def may_propose_ceiling(actor: Actor, role: str) -> Verdict:
    """Those who answer for roles, and never more for a role that they hold themselves.

    The command looks at the second: narrowing one's own role harms nobody.
    """
    return allowed_if(
        actor.has_role(*MATRIX_ROLES),
        "Only an administrator or the information-governance lead changes what a role opens.",
    )


def may_answer_ceiling(actor: Actor, proposal: CeilingProposal) -> Verdict:
    """A second person of the same roles: never who proposed it."""
    return first_refusal(
        may_propose_ceiling(actor, proposal.role),
        allowed_if(
            actor.user_id != proposal.proposed_by, "Somebody else must agree to your proposal."
        ),
    )
