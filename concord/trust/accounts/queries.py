"""Turn a signed-in person into an Actor, freshly on every request: nothing is remembered."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from concord.trust.accounts.models import RoleHolding, User
from concord.trust.actors import Actor


def roles_of(user: User, *, on: date) -> frozenset[str]:
    """Return the roles a person holds on a day."""
    held = RoleHolding.objects.filter(
        Q(held_until=None) | Q(held_until__gt=on), user=user, held_from__lte=on
    )
    return frozenset(held.values_list("role", flat=True))


def actor_without_ceiling(user: User, *, on: date, purpose: str = "") -> Actor:
    """Return the person as an Actor whose compartments are still to be filled in."""
    return Actor(
        user_id=user.pk,
        name=user.full_name,
        agency_id=user.agency_id,
        agency_name=user.agency.name,
        agency_kind=user.agency.kind,
        roles=roles_of(user, on=on) if user.is_active else frozenset(),
        purpose=purpose,
    )


def users_with_role(role: str, *, on: date) -> list[User]:
    """Return the active people who hold a role on a day."""
    held = RoleHolding.objects.filter(
        Q(held_until=None) | Q(held_until__gt=on),
        role=role,
        held_from__lte=on,
        user__is_active=True,
    )
    return list(User.objects.filter(pk__in=held.values("user_id")).select_related("agency"))


def agency_of(user_id: UUID) -> UUID | None:
    """Return the agency of whoever has or had an account under that key."""
    return User.objects.filter(pk=user_id).values_list("agency_id", flat=True).first()


def gone() -> "QuerySet[User]":
    """Return the people whose accounts are closed: what they had to do waits for somebody else."""
    return User.objects.filter(is_active=False)


def names_of(user_ids: Iterable[Any]) -> dict[Any, str]:
    """Return full names by user id, for pages that say who did something."""
    known = {key for key in user_ids if key}
    return dict(User.objects.filter(pk__in=known).values_list("pk", "full_name"))


def everybody() -> list[tuple[Any, str, str]]:
    """Return (id, full name, agency) of everybody who has or had an account, by name."""
    people = User.objects.order_by("full_name", "pk")
    return list(people.values_list("pk", "full_name", "agency__name"))
