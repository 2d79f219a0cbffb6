"""Questions of sight: what may this person see, and who may see this child and why."""

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.db.models.functions import Now

from concord.kernel.verdicts import Verdict, allowed_if
from concord.trust.access.guards import (
    ANSWER_FOR_PEOPLE,
    KNOW_OF_BLOCKS,
    SECOND_PEOPLE,
    is_held,
)
from concord.trust.access.matrix import opened_on
from concord.trust.access.models import (
    Block,
    BreakGlass,
    Grant,
    LegalHold,
    Restriction,
    SealProposal,
)
from concord.trust.access.reach import Reach, Reached
from concord.trust.access.rules import (
    Ability,
    Answer,
    Compartment,
    PrincipalKind,
    RestrictionLevel,
    Wanted,
)
from concord.trust.accounts.models import User
from concord.trust.accounts.queries import actor_without_ceiling
from concord.trust.actors import Actor
from concord.trust.agencies.models import Agency

# The part of Concord that its keepers read: what people did and saw.
AUDIT = "audit"

Rows = TypeVar("Rows", bound="QuerySet[Any]")


def actor_for(user: User, *, on: date, purpose: str = "") -> Actor:
    """Return a person as an Actor with the compartments that their roles allow on a day."""
    actor = actor_without_ceiling(user, on=on, purpose=purpose)
    opened = opened_on(on, actor.roles)
    reads = {part for _, part, ability in opened if ability in (Ability.READ, Ability.WRITE)}
    writes = {part for _, part, ability in opened if ability == Ability.WRITE}
    return dataclasses.replace(actor, reads=frozenset(reads), writes=frozenset(writes))


def sighted(
    rows: Rows,
    actor: Actor,
    *,
    compartment: str = "",
    part_column: str = "",
    subject: str = "subject_id",
    own_column: str = "",
    source: tuple[str, str] | None = None,
) -> Rows:
    """Return the rows about subjects that this actor may see in this compartment.

    The first wall. Row-level security is the second and says the same in SQL (access/walls.py).
    Where the rows are of several parts, `part_column` names each row's own in place of
    `compartment`. `own_column` names the agency whose own row it is: for them sight of who the
    person is suffices. `source` is a kind of source and the column that names a row's: sight that
    one such source gave opens its own rows and no other's, as a meeting's does.
    """
    if part_column:
        rows = rows.filter(**{f"{part_column}__in": actor.reads})
    elif compartment not in actor.reads:
        return rows.none()
    part = OuterRef(part_column) if part_column else compartment
    grants = _live_grants(actor).filter(subject_id=OuterRef(subject))
    opening = grants.filter(compartments__contains=[part])
    if source:
        kind, column = source
        opening = opening.filter(~Q(source_type=kind) | Q(source_id=OuterRef(column)))
    seen: Q | Exists = Exists(opening)
    if own_column:
        identity = Exists(grants.filter(compartments__contains=[Compartment.IDENTITY]))
        seen = Q(seen) | Q(identity, **{own_column: actor.agency_id})
    blocks = Block.objects.filter(
        subject_id=OuterRef(subject), user_id=actor.user_id, lifted_at=None
    )
    return rows.filter(seen, ~Exists(blocks))


def unsealed(rows: Rows, *, subject: str = "subject_id") -> Rows:
    """Return the rows about subjects that are not sealed: those that figures count (ADR 9)."""
    seals = Restriction.objects.filter(
        subject_id=OuterRef(subject), lifted_at=None, level=RestrictionLevel.SEALED
    )
    return rows.filter(~Exists(seals))


def sighted_pair(rows: Rows, actor: Actor, *, part_column: str, ends: tuple[str, str]) -> Rows:
    """Return the rows that join two subjects, both of whom this actor may know of.

    The row's own part must also be given for one of the two (access/walls.py, `pair_wall`).
    """
    if Compartment.IDENTITY not in actor.reads:
        return rows.none()
    known, given = Q(), Q()
    for end in ends:
        grants = _live_grants(actor).filter(subject_id=OuterRef(end))
        known &= Q(Exists(grants.filter(compartments__contains=[Compartment.IDENTITY])))
        given |= Q(Exists(grants.filter(compartments__contains=[OuterRef(part_column)])))
        blocks = Block.objects.filter(
            subject_id=OuterRef(end), user_id=actor.user_id, lifted_at=None
        )
        known &= ~Q(Exists(blocks))
    return rows.filter(known, given, **{f"{part_column}__in": actor.reads})


def may_see(actor: Actor, subject_id: UUID, *, compartment: str) -> bool:
    """Return whether this actor may see this part of this subject now."""
    return compartment in compartments_seen(actor, subject_id)


def compartments_seen(actor: Actor, subject_id: UUID) -> frozenset[str]:
    """Return the parts of a subject that this actor may see now, under their role's ceiling."""
    if Block.objects.filter(subject_id=subject_id, user_id=actor.user_id, lifted_at=None).exists():
        return frozenset()
    granted = (
        _live_grants(actor).filter(subject_id=subject_id).values_list("compartments", flat=True)
    )
    return frozenset(part for parts in granted for part in parts) & actor.reads


def _live_grants(actor: Actor) -> "QuerySet[Grant]":
    return Grant.objects.filter(
        principal_id__in=actor.principals, suspended=False, starts_at__lte=Now(), ends_at__gt=Now()
    )


def principals_who_see(subject_id: UUID, *, compartment: str) -> frozenset[UUID]:
    """Return the people and agencies with a live grant on this part of a subject."""
    grants = Grant.objects.filter(
        subject_id=subject_id,
        compartments__contains=[compartment],
        suspended=False,
        starts_at__lte=Now(),
        ends_at__gt=Now(),
    )
    return frozenset(grants.values_list("principal_id", flat=True))


def glass_broken(actor: Actor) -> "QuerySet[BreakGlass]":
    """Return the emergency access that this actor may know of: their own; for a keeper, all."""
    rows = BreakGlass.objects.order_by("-starts_at", "pk")
    return rows if AUDIT in actor.reads else rows.filter(user_id=actor.user_id)


def glass_told_to(actor: Actor) -> "QuerySet[BreakGlass]":
    """Return the emergency access to what this actor sees, and by people they answer for."""
    rows = BreakGlass.objects.all()
    seen = Q(pk__in=sighted(rows, actor, compartment=Compartment.IDENTITY).values("pk"))
    if actor.has_role(*ANSWER_FOR_PEOPLE):
        seen |= Q(user_id__in=User.objects.filter(agency=actor.agency_id).values("pk"))
    return rows.filter(seen)


def reviews_overdue(actor: Actor, *, on: date) -> "QuerySet[BreakGlass]":
    """Return the emergency accesses whose review was due before a day and that nobody chases."""
    late = glass_broken(actor).filter(reviewed_at=None, escalated_at=None, review_due_on__lt=on)
    return late.order_by("review_due_on", "pk")


def emergency_until(actor: Actor, subject_id: UUID) -> datetime | None:
    """Return until when this actor sees a subject by emergency access, if they do now."""
    mine = BreakGlass.objects.filter(
        user_id=actor.user_id, subject_id=subject_id, ends_at__gt=Now()
    ).order_by("-ends_at", "pk")
    return mine.values_list("ends_at", flat=True).first()


@dataclass(frozen=True)
class Sight:
    """One line of "who may see this child and why"."""

    who: str
    kind: str
    parts: list[str]
    because: str
    since: datetime
    until: datetime
    mine: bool
    # Where it is an agency's: whom of its people it opens the record for.
    reached: list[Reached]


def who_may_see(actor: Actor, subject_id: UUID, *, on: date) -> list[Sight]:
    """Return who may see a subject now and why, for those who may see it themselves."""
    grants = list(
        Grant.objects.filter(
            subject_id=subject_id, suspended=False, starts_at__lte=Now(), ends_at__gt=Now()
        ).order_by("starts_at", "pk")
    )
    names = _principal_names(grants)
    reach = Reach({grant.principal_id for grant in grants}, on=on)
    return [
        Sight(
            who=names.get(grant.principal_id, "Somebody who has left"),
            kind=PrincipalKind(grant.principal_kind).label,
            parts=[Compartment(part).label for part in grant.compartments],
            because=grant.because,
            since=grant.starts_at,
            until=grant.ends_at,
            mine=grant.principal_id in actor.principals,
            reached=reach.of(grant.principal_id, grant.compartments),
        )
        for grant in grants
    ]


def reasons_to_see(actor: Actor, subject_id: UUID) -> list[tuple[str, datetime]]:
    """Return why this actor may see a subject now, and until when."""
    mine = _live_grants(actor).filter(subject_id=subject_id).order_by("starts_at", "pk")
    return list(mine.values_list("because", "ends_at"))


def _principal_names(grants: Iterable[Grant]) -> dict[UUID, str]:
    keys = {grant.principal_id for grant in grants}
    people = User.objects.filter(pk__in=keys).values_list("pk", "full_name")
    return dict(people) | dict(Agency.objects.filter(pk__in=keys).values_list("pk", "name"))


def subjects_shown(rows: Iterable[Model]) -> list[UUID]:
    """Return the subjects of the rows on a page, for the log of what a list showed."""
    return [row.subject_id for row in rows]  # type: ignore[attr-defined]


def restrictions_of(subject_id: UUID) -> "QuerySet[Restriction]":
    """Return the restrictions of a subject, the latest first, for those who may see the subject."""
    return Restriction.objects.filter(subject_id=subject_id).order_by("-starts_at", "pk")


def holds_on(subject_id: UUID) -> "QuerySet[LegalHold]":
    """Return the legal holds of a subject, the latest first, for those who may see the subject."""
    return LegalHold.objects.filter(subject_id=subject_id).order_by("-starts_at", "pk")


def seal_proposals(actor: Actor) -> "QuerySet[SealProposal]":
    """Return the proposals to seal or unseal that this actor may know of and answer."""
    waiting = SealProposal.objects.filter(answer=Answer.WAITING)
    waiting = waiting.exclude(proposed_by=actor.user_id).order_by("proposed_at", "pk")
    return waiting if actor.has_role(*SECOND_PEOPLE) else waiting.filter(wants=Wanted.UNSEAL)


def may_be_destroyed(subject_id: UUID) -> Verdict:
    """Nothing of a held record is destroyed, nor made one with another (domain.md 9.5)."""
    return allowed_if(
        not is_held(subject_id),
        "This record is under a legal hold. Nothing of it may be destroyed or merged.",
    )


def closed_alike(one: UUID, other: UUID) -> bool:
    """Return whether two subjects are open, or restricted or sealed to the very same people.

    Not while a proposal to seal or unseal either is waiting.
    """
    pair = [one, other]
    if SealProposal.objects.filter(subject_id__in=pair, answer=Answer.WAITING).exists():
        return False
    standing = {
        row.subject_id: (row.level, frozenset(row.open_to))
        for row in Restriction.objects.filter(subject_id__in=pair, lifted_at=None)
    }
    return standing.get(one) == standing.get(other)


@dataclass(frozen=True)
class PastSight:
    """Somebody who could see a subject before, and until when."""

    who: str
    because: str
    since: datetime
    until: datetime


def who_saw(subject_id: UUID) -> list[PastSight]:
    """Return who could see a subject before and no longer can, the latest first."""
    ended = Grant.objects.filter(subject_id=subject_id, ends_at__lte=Now())
    grants = list(ended.order_by("-ends_at", "pk")[:100])
    names = _principal_names(grants)
    return [
        PastSight(
            names.get(grant.principal_id, "Somebody who has left"),
            grant.because,
            grant.starts_at,
            grant.ends_at,
        )
        for grant in grants
    ]


def blocks_on(actor: Actor, subject_id: UUID) -> "QuerySet[Block]":
    """Return the conflicts of interest that close a subject to somebody, for who may know."""
    found = Block.objects.filter(subject_id=subject_id, lifted_at=None)
    return found.order_by("starts_at", "pk") if actor.has_role(*KNOW_OF_BLOCKS) else found.none()


def proposals_about(actor: Actor, subject_id: UUID) -> "QuerySet[SealProposal]":
    """Return what was proposed about sealing a subject, for those who may propose or answer it."""
    found = SealProposal.objects.filter(subject_id=subject_id).order_by("-proposed_at", "pk")
    return found if actor.has_role(*SECOND_PEOPLE) else found.filter(wants=Wanted.UNSEAL)


def people_who_may_be_named(subject_id: UUID) -> list[tuple[str, str]]:
    """Return (key, name and agency) of the active people who see a subject now, by name.

    Everybody of an agency that sees it counts: their role is what opens it for them.
    """
    now = Grant.objects.filter(subject_id=subject_id, starts_at__lte=Now(), ends_at__gt=Now())
    principals = list(now.values_list("principal_id", flat=True))
    people = User.objects.filter(Q(pk__in=principals) | Q(agency__in=principals), is_active=True)
    found = people.order_by("full_name").values_list("pk", "full_name", "agency__name")
    return [(str(key), f"{name}, {agency}") for key, name, agency in found]
