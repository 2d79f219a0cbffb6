"""Questions about people's accounts and the reviews of them, the reader first."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.db.models import Count, Q, QuerySet

from concord.trust.access.matrix import parts_read
from concord.trust.accounts.models import Role, RoleHolding, User
from concord.trust.actors import Actor
from concord.trust.agencies.models import Agency
from concord.trust.agencies.queries import agencies_on
from concord.trust.people.guards import ANSWERERS
from concord.trust.people.models import (
    AccessReview,
    Activation,
    Answer,
    Closure,
    ReviewLine,
    RoleProposal,
)
from concord.trust.people.rules import quarter_of


def agencies_looked_after(actor: Actor, *, on: date) -> "QuerySet[Agency]":
    """Return the agencies whose people this reader looks after."""
    if actor.has_role(Role.ADMINISTRATOR):
        return agencies_on(on)
    found = agencies_on(on)
    return found.filter(pk=actor.agency_id) if actor.has_role(Role.AGENCY_LEAD) else found.none()


def people(actor: Actor) -> "QuerySet[User]":
    """Return the people whom this reader looks after."""
    found = User.objects.select_related("agency").order_by("agency__name", "full_name", "pk")
    if actor.has_role(Role.ADMINISTRATOR):
        return found
    own = actor.has_role(Role.AGENCY_LEAD)
    return found.filter(agency=actor.agency_id) if own else found.none()


def roles_held(user_ids: Iterable[UUID], *, on: date) -> dict[UUID, list[RoleHolding]]:
    """Return each person's roles, held on a day or still to come, by person."""
    held = RoleHolding.objects.filter(
        Q(held_until=None) | Q(held_until__gt=on), user__in=list(user_ids)
    )
    found: dict[UUID, list[RoleHolding]] = {}
    for holding in held.order_by("held_from", "role"):
        found.setdefault(holding.user_id, []).append(holding)
    return found


def latest_closure(user: User) -> Closure | None:
    """Return why and when an account was last closed, or None."""
    return Closure.objects.filter(user=user).order_by("-closed_at").first()


def activation_of(token: str, *, at: datetime) -> Activation | None:
    """Return the activation that a link stands for while it works, or None."""
    usable = Activation.objects.filter(used_at=None, expires_at__gt=at)
    usable = usable.select_related("user__agency")
    return usable.filter(token_hash=token_hash(token), user__is_active=True).first()


def token_hash(token: str) -> str:
    """Return what is kept of a link. It is long and random, so a plain hash suffices."""
    return hashlib.sha256(token.encode()).hexdigest()


def proposals(actor: Actor) -> "QuerySet[RoleProposal]":
    """Return the roles that wait for a second person, for those who may be one."""
    waiting = RoleProposal.objects.filter(answer=Answer.WAITING).select_related("user__agency")
    return waiting.order_by("proposed_at", "pk") if actor.has_role(*ANSWERERS) else waiting.none()


def changes_of_roles(user: User) -> int:
    """Return how often a person's roles were given, ended, proposed and answered: it only rises."""
    given = RoleHolding.objects.filter(user=user).aggregate(n=Count("pk") + Count("held_until"))
    proposed = RoleProposal.objects.filter(user=user).aggregate(
        n=Count("pk") + Count("answered_at")
    )
    return int(given["n"] + proposed["n"])


def waiting_roles(user: User) -> "QuerySet[RoleProposal]":
    """Return the roles that wait for a second person before this one has them."""
    return RoleProposal.objects.filter(user=user, answer=Answer.WAITING)


def reviews(actor: Actor) -> "QuerySet[AccessReview]":
    """Return the reviews of access that this reader may see, the newest quarter first."""
    found = AccessReview.objects.select_related("agency")
    if actor.has_role(*ANSWERERS):
        return found
    own = actor.has_role(Role.AGENCY_LEAD)
    return found.filter(agency=actor.agency_id) if own else found.none()


def without_review(*, on: date) -> "QuerySet[Agency]":
    """Return the agencies of a day whose review of its quarter has not begun."""
    begun = AccessReview.objects.filter(quarter=quarter_of(on)).values("agency_id")
    return agencies_on(on).exclude(pk__in=begun)


def reviews_overdue(*, on: date) -> "QuerySet[AccessReview]":
    """Return the reviews that were due before a day and that nobody signed or chases."""
    late = AccessReview.objects.filter(signed_off_at=None, escalated_at=None, due_on__lt=on)
    return late.order_by("due_on", "pk")


def review_lines(actor: Actor) -> "QuerySet[ReviewLine]":
    """Return the lines of the reviews that this reader may see."""
    return ReviewLine.objects.filter(review__in=reviews(actor)).select_related(
        "user", "review__agency"
    )


def sight_counts(
    roles: Mapping[UUID, Iterable[str]], *, since: date, on: date
) -> dict[UUID, tuple[int, int]]:
    """Return by person how many people's records they may see, and how many emergencies they had.

    `roles` are those that each holds on the day; emergencies count from the day `since`. Numbers,
    never whose records.
    """
    read = parts_read(on)
    asked = {
        str(person): sorted({part for role in held for part in read.get(role, ())})
        for person, held in roles.items()
    }
    with connection.cursor() as cursor:
        cursor.execute(
            "select * from concord_sight_counts(%s::jsonb, %s)", [json.dumps(asked), since]
        )
        return {person: (seen, emergencies) for person, seen, emergencies in cursor}


def colleagues(agency_id: UUID | None) -> list[tuple[str, str]]:
    """Return (id, name and agency) of those who have an account, of one agency or of all."""
    found = User.objects.filter(is_active=True).select_related("agency").order_by("full_name", "pk")
    found = found.filter(agency_id=agency_id) if agency_id else found
    return [(str(one.pk), f"{one.full_name}, {one.agency.name}") for one in found]
