"""What giving and ending roles does to the rows: shared by joining, moving and leaving."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from concord.trust.accounts.models import RoleHolding, User
from concord.trust.accounts.queries import roles_of
from concord.trust.people import rules
from concord.trust.people.models import Answer, RoleProposal


@dataclass(frozen=True)
class Given:
    """What a change of roles came to."""

    added: tuple[str, ...]
    ended: tuple[str, ...]
    proposed: tuple[str, ...]


def hold(user: User, role: str, from_on: date) -> None:
    """Write that a person holds a role from a day."""
    RoleHolding(user=user, role=role, held_from=from_on).save(force_insert=True)


def end_holdings(user: User, roles: set[str], on: date) -> None:
    """End roles on a day; those that were to begin later never begin."""
    RoleHolding.objects.filter(user=user, role__in=roles, held_until=None).update(held_until=on)


def settle_roles(
    user: User, wanted: set[str], *, proposer: UUID, from_on: date, reason: str, at: datetime
) -> Given:
    """Make these the roles a person holds from a day; propose those that two people give."""
    before = roles_of(user, on=from_on)
    ended = set(before - wanted)
    new = wanted - before
    proposed = new & rules.TWO_PERSON_ROLES
    for role in sorted(new - proposed):
        hold(user, role, from_on)
    end_holdings(user, ended, from_on)
    for role in sorted(proposed):
        RoleProposal.objects.get_or_create(
            user=user,
            role=role,
            answer=Answer.WAITING,
            defaults={
                "from_on": from_on,
                "reason": reason,
                "proposed_by": proposer,
                "proposed_at": at,
            },
        )
    return Given(tuple(sorted(new - proposed)), tuple(sorted(ended)), tuple(sorted(proposed)))
