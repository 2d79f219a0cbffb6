"""Who is around a subject, one or two steps out, and how two subjects are connected.

Sight comes first: a step is only taken along links that the reader may see, so that nothing hidden
is passed through, drawn or counted (architecture.md, section 5; ui.md, section 6).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Q

from concord.registers.links.models import Link
from concord.registers.links.queries import live
from concord.registers.subjects.models import Subject
from concord.trust.actors import Actor
from concord.trust.records import RecordQuerySet

MOST_SHOWN = 150
MOST_WALKED = 5000


@dataclass(frozen=True)
class Asked:
    """What somebody wants to see of a network. Empty means everything."""

    roles: frozenset[str] = frozenset()
    agency: UUID | None = None
    least_confidence: str = "1"
    facts_only: bool = False
    confirmed_since: date | None = None
    on: date | None = None


@dataclass
class Network:
    """Subjects by key with their distance in steps, and the links among them.

    `more` says that the cap was reached, of what the reader may see.
    """

    steps: dict[UUID, int]
    subjects: dict[UUID, Subject] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)
    more: bool = False


def around(viewer: Actor, subject_id: UUID, *, steps: int, asked: Asked, today: date) -> Network:
    """Return who and what is within some steps of a subject, the nearest first, up to a cap."""
    allowed = _allowed(viewer, asked, today)
    network = Network(steps={subject_id: 0})
    edge: set[UUID] = {subject_id}
    for step in range(1, steps + 1):
        fresh = sorted(_neighbours(allowed, edge) - network.steps.keys())
        room = MOST_SHOWN - len(network.steps)
        network.more = network.more or len(fresh) > room
        edge = set(fresh[:room])
        network.steps.update(dict.fromkeys(edge, step))
    keys = list(network.steps)
    rows = allowed.filter(one__in=keys, other__in=keys).select_related("one", "other")
    network.links = list(rows.order_by("recorded_at", "pk"))
    for link in network.links:
        network.subjects |= {link.one_id: link.one, link.other_id: link.other}
    return network


def path(
    viewer: Actor, start: UUID, end: UUID, *, most_steps: int, asked: Asked, today: date
) -> list[tuple[Link, bool]]:
    """Return the links of a shortest way between two subjects, and whether each is read backwards.

    Empty where there is none that the reader may see within the steps, or the walk grows too wide.
    """
    allowed = _allowed(viewer, asked, today)
    came_from: dict[UUID, UUID] = {start: start}
    edge = {start}
    for _ in range(most_steps):
        found: dict[UUID, UUID] = {}
        for one, other in _pairs(allowed, edge):
            for here, there in ((one, other), (other, one)):
                if here in edge and there not in came_from:
                    found.setdefault(there, here)
        came_from |= found
        if end in found:
            return _links_along(allowed, came_from, start, end)
        edge = set(found)
        if not edge or len(came_from) > MOST_WALKED:
            break
    return []


def _allowed(viewer: Actor, asked: Asked, today: date) -> RecordQuerySet:
    rows = live(viewer, on=asked.on or today).filter(confidence__gte=asked.least_confidence)
    if asked.on:
        # What has lapsed since is kept from everybody, for the days before as well.
        rows = rows.filter(Q(expires_on=None) | Q(expires_on__gt=today))
        rows = rows.filter(Q(from_on=None) | Q(from_on__lte=asked.on))
    if asked.roles:
        rows = rows.filter(role__in=asked.roles)
    if asked.agency:
        rows = rows.filter(agency_id=asked.agency)
    if asked.facts_only:
        rows = rows.filter(basis="fact")
    if asked.confirmed_since:
        rows = rows.filter(confirmed_on__gte=asked.confirmed_since)
    return rows


def _pairs(allowed: RecordQuerySet, edge: Iterable[UUID]) -> list[tuple[UUID, UUID]]:
    """Return the ends of every link that touches the edge; each half uses its own index."""
    keys = list(edge)
    out = allowed.filter(one__in=keys).values_list("one", "other")
    back = allowed.filter(other__in=keys).values_list("one", "other")
    return list(out.order_by().union(back.order_by()))


def _neighbours(allowed: RecordQuerySet, edge: Iterable[UUID]) -> set[UUID]:
    return {end for pair in _pairs(allowed, edge) for end in pair}


def _links_along(
    allowed: RecordQuerySet, came_from: dict[UUID, UUID], start: UUID, end: UUID
) -> list[tuple[Link, bool]]:
    steps = []
    here = end
    while here != start:
        steps.append((came_from[here], here))
        here = came_from[here]
    way = []
    for one, other in reversed(steps):
        either = Q(one=one, other=other) | Q(one=other, other=one)
        # The surest of several links between the same two.
        rows = allowed.filter(either).select_related("one", "other")
        link = rows.order_by("-confidence", "recorded_at", "pk")[0]
        way.append((link, link.one_id != one))
    return way
