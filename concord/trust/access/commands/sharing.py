"""Sight of an entry that was joined with another: what opened the one opens both, until undone."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import F

from concord.trust.access import guards, rules
from concord.trust.access.commands.sight import give_sight
from concord.trust.access.events import SharedSightEnded, SightShared
from concord.trust.access.models import Block, Grant
from concord.trust.actors import Actor
from concord.trust.commands import announce, command

# Given for an hour by oneself, or to those whom a restriction names: neither goes any further.
_OF_ONE_ENTRY = ("break_glass", "restriction")


@command(may=guards.may_give_sight)
def share_sight(subject_id: UUID, /, *, by: Actor, of: UUID, at: datetime) -> list[UUID]:
    """Give whoever sees one subject the same parts of another for as long; return the grants.

    Each keeps what it came from, so that sight through a meeting opens its records alone. A
    conflict of interest with either is left out.
    """
    blocked = Block.objects.filter(subject_id__in=[subject_id, of], lifted_at=None)
    live = Grant.objects.filter(subject_id=of, ends_at__gt=at, ends_at__gte=F("starts_at"))
    live = live.exclude(principal_id__in=blocked.values("user_id"))
    given = [
        give_sight(
            subject_id,
            by=by,
            to_user=one.principal_id if one.principal_kind == rules.PrincipalKind.USER else None,
            to_agency=one.principal_id if one.principal_kind != rules.PrincipalKind.USER else None,
            compartments=tuple(one.compartments),
            starts_at=max(at, one.starts_at),
            ends_at=one.ends_at,
            because=one.because,
            source_type=one.source_type,
            source_id=one.source_id,
        ).pk
        for one in live.exclude(source_type__in=_OF_ONE_ENTRY).order_by("starts_at", "pk")
    ]
    announce(SightShared(subject_id, subject_id, of, len(given)), by=by)
    return given


@command(may=guards.may_give_sight)
def end_shared_sight(
    subject_id: UUID, /, *, by: Actor, grants: Collection[UUID], at: datetime
) -> None:
    """End what was shared: the two are not one after all."""
    ending = Grant.objects.filter(subject_id=subject_id, pk__in=grants, ends_at__gt=at)
    announce(SharedSightEnded(subject_id, subject_id, ending.update(ends_at=at)), by=by)
