"""Who may declare, propose, lift and dismiss conflicts of interest."""

from uuid import UUID

from concord.kernel.verdicts import Verdict, allowed_if, first_refusal
from concord.trust.accounts.models import Role, User
from concord.trust.actors import Actor, is_system
from concord.trust.interests.models import Interest, Proposal

KEEPERS = (Role.INFORMATION_GOVERNANCE,)
# Who may also declare a conflict of interest of a colleague: of their own agency, or of anybody.
MANAGERS = (Role.TEAM_MANAGER, Role.AGENCY_LEAD)


def may_declare(actor: Actor, interest_id: UUID) -> Verdict:
    """Anybody, about themselves; `may_declare_about` says of whom else."""
    return allowed_if(actor.is_somebody, "Sign in to declare a conflict of interest.")


def may_declare_about(actor: Actor, colleague: User) -> Verdict:
    """Oneself; a manager about colleagues of the agency; information governance about anybody."""
    manages = actor.has_role(*MANAGERS) and colleague.agency_id == actor.agency_id
    return allowed_if(
        colleague.pk == actor.user_id or manages or actor.has_role(*KEEPERS),
        "Only a manager of their agency or information governance may declare this about somebody.",
    )


def may_lift(actor: Actor, interest: Interest) -> Verdict:
    """Information governance, and never for oneself."""
    return first_refusal(
        allowed_if(
            actor.has_role(*KEEPERS), "Only information governance lifts a conflict of interest."
        ),
        allowed_if(interest.user_id != actor.user_id, "Somebody else must lift your own."),
        allowed_if(interest.lifted_at is None, "This conflict of interest was lifted before."),
    )


def may_answer(actor: Actor, proposal: Proposal) -> Verdict:
    """Information governance, never about oneself, and once."""
    return first_refusal(
        allowed_if(
            actor.has_role(*KEEPERS), "Only information governance looks into what is in common."
        ),
        allowed_if(proposal.user_id != actor.user_id, "Somebody else must look into your own."),
        allowed_if(not proposal.answer, "This has been looked into."),
    )


def may_look(actor: Actor, subject_id: UUID) -> Verdict:
    """What is in common is found by Concord alone."""
    return allowed_if(is_system(actor), "Concord itself looks for what is in common.")


def may_extend(actor: Actor, interest: Interest) -> Verdict:
    """An interest reaches further by itself, when somebody is entered or recognised."""
    return allowed_if(is_system(actor), "Concord itself extends a conflict of interest.")


def may_give_ties(actor: Actor, user_id: UUID) -> Verdict:
    """About oneself; Concord adds the surname of everybody's account."""
    return allowed_if(
        actor.user_id == user_id, "Everybody gives their own details, and nobody else’s."
    )
