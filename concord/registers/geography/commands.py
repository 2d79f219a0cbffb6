"""Every way the map changes: whole sets of areas, and the postcodes in them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from concord.kernel.verdicts import Verdict, allowed_if
from concord.registers.geography.drawing import Point
from concord.registers.geography.events import AreasLoaded, PostcodesLoaded, PostcodesPlaced
from concord.registers.geography.models import Area, AreaSet, Postcode, PostcodeArea
from concord.registers.geography.placing import areas_around
from concord.registers.geography.rules import AreaKind
from concord.trust.actors import Actor
from concord.trust.commands import announce, command, require

BATCH = 2000
Areas = Mapping[str, list[Area]]


@dataclass(frozen=True)
class GivenArea:
    """An area as its source gives it."""

    code: str
    name: str
    outline: dict[str, Any]


@dataclass(frozen=True)
class GivenSet:
    """A set of areas with the days on which it holds."""

    code: str
    kind: AreaKind
    name: str
    valid_from: date
    valid_to: date | None
    attribution: str
    areas: tuple[GivenArea, ...]


@dataclass(frozen=True)
class GivenPostcode:
    """A postcode as its source gives it, with the codes of the areas it lies in."""

    compact: str
    latitude: float
    longitude: float
    live: bool
    area_codes: tuple[str, ...]


def may_load(actor: Actor, subject: Any) -> Verdict:
    """The data steward keeps the map."""
    return allowed_if(actor.has_role("data_steward"), "Only the data steward loads areas.")


@command(may=may_load)
def load_area_set(given: GivenSet, /, *, by: Actor) -> int:
    """Add a set of areas, or those that it lacks; return how many were added."""
    area_set = AreaSet.objects.filter(code=given.code).first() or AreaSet(code=given.code)
    area_set.kind, area_set.name = given.kind, given.name
    area_set.valid_from, area_set.valid_to = given.valid_from, given.valid_to
    area_set.attribution = given.attribution
    area_set.save()
    there = set(area_set.areas.values_list("code", flat=True))
    fresh = [
        Area(area_set=area_set, code=area.code, name=area.name, outline=area.outline)
        for area in given.areas
        if area.code not in there
    ]
    Area.objects.bulk_create(fresh)
    announce(AreasLoaded(area_set.pk, None, given.code, len(fresh)), by=by)
    return len(fresh)


@command(may=may_load)
def load_postcodes(
    set_codes: tuple[str, ...], /, *, by: Actor, given: Iterable[GivenPostcode]
) -> int:
    """Place postcodes in the areas of these sets, adding those not there yet; return how many.

    A postcode that lies in an area of a set stays there: sets do not change, new ones follow them.
    """
    sets = list(AreaSet.objects.filter(code__in=set_codes))
    require(allowed_if(bool(sets), "Load a set of areas before its postcodes."))
    areas: defaultdict[str, list[Area]] = defaultdict(list)
    for area in Area.objects.filter(area_set__in=sets).defer("outline"):
        areas[area.code].append(area)
    rows = iter(given)
    added = 0
    while batch := list(islice(rows, BATCH)):
        added += _load_batch(batch, areas)
    announce(PostcodesLoaded(sets[0].pk, None, added), by=by)
    return added


def _load_batch(batch: list[GivenPostcode], areas: Areas) -> int:
    compact = {one.compact for one in batch}
    known = {row.compact: row for row in Postcode.objects.filter(compact__in=compact)}
    placed = set(
        PostcodeArea.objects.filter(postcode__in=known.values()).values_list(
            "postcode_id", "area__area_set_id"
        )
    )
    fresh = {
        one.compact: Postcode(
            compact=one.compact, latitude=one.latitude, longitude=one.longitude, live=one.live
        )
        for one in batch
        if one.compact not in known
    }
    Postcode.objects.bulk_create(fresh.values())
    known |= fresh
    placements = []
    for one in batch:
        for area in (area for code in one.area_codes for area in areas.get(code, ())):
            spot = (known[one.compact].pk, area.area_set_id)
            if spot not in placed:
                placed.add(spot)
                placements.append(PostcodeArea(postcode=known[one.compact], area=area))
    PostcodeArea.objects.bulk_create(placements)
    return len(fresh)


@command(may=may_load)
def place_by_outline(set_code: str, /, *, by: Actor) -> int:
    """Place postcodes in a set where its outlines say; return how many.

    Those that a table has placed stay. For sets that no published lookup names. On a border the
    area of the lowest code is taken.
    """
    area_set = AreaSet.objects.get(code=set_code)
    areas = list(area_set.areas.order_by("code"))
    rank = {area.pk: number for number, area in enumerate(areas)}
    placed = PostcodeArea.objects.filter(area__area_set=area_set).values("postcode_id")
    rows = Postcode.objects.exclude(pk__in=placed).order_by("compact").iterator(BATCH)
    added = 0
    while batch := list(islice(rows, BATCH)):
        points = {str(row.pk): Point(row.latitude, row.longitude) for row in batch}
        found = areas_around(points, areas)
        lowest = {key: min(inside, key=rank.__getitem__) for key, inside in found.items()}
        placements = [
            PostcodeArea(postcode_id=key, area_id=area_id, by_outline=True)
            for key, area_id in lowest.items()
        ]
        added += len(PostcodeArea.objects.bulk_create(placements))
    announce(PostcodesPlaced(area_set.pk, None, set_code, added), by=by)
    return added
