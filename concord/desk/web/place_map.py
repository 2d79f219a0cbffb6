"""Where a place is, and which other places lie near it, of those that the reader may see."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from concord.engines.documents.outgoing import Redactor
from concord.registers.geography.drawing import Drawing, Point, box_around, distance, draw
from concord.registers.geography.queries import (
    areas_at,
    areas_of,
    outlines_of,
    points_of,
    postcodes_near,
)
from concord.registers.geography.rules import compact_postcode
from concord.registers.subjects import queries as subjects
from concord.trust.actors import Actor
from concord.trust.reference.queries import standard

MOST_NEAR, MOST_COMPARED = 20, 500


@dataclass(frozen=True)
class Near:
    """Another place, and how far it is in metres, to the nearest ten."""

    place: Any
    metres: float


@dataclass(frozen=True)
class PlaceMap:
    """A map with what lies near, and the areas in which the place lies, by kind."""

    drawing: Drawing
    near: list[Near]
    areas: list[tuple[str, str]]
    attribution: str


def map_of(viewer: Actor, place: Any, *, today: date) -> PlaceMap | None:
    """Return the map of a place whose point or postcode is known, or None.

    A place at a protected address is on nobody's map: a point says where it is as its lines do.
    """
    postcode = subjects.details_of(place).postcode
    here = _point(place, points_of([postcode]))
    if here is None or _is_protected(place, redact := Redactor()):
        return None
    within = int(standard("places_near", on=today).value)
    around = postcodes_near(here, within)
    box = box_around(here, within)
    others = subjects.places_in(viewer, box, around).exclude(pk=place.pk)
    open_ones = (one for one in others[:MOST_COMPARED] if not _is_protected(one, redact))
    near = _near(here, open_ones, around, within)
    areas = areas_of(postcode, on=today) or areas_at(here, on=today)
    spots = [point for one in near if (point := _point(one.place, around))]
    return PlaceMap(
        draw(outlines_of(areas.values()), [here, *spots], box=box),
        near,
        [(area.area_set.get_kind_display(), area.name) for area in areas.values()],
        next((area.area_set.attribution for area in areas.values()), ""),
    )


def _near(here: Point, others: Iterable[Any], points: dict[str, Point], within: int) -> list[Near]:
    """Return the nearest of some places within a distance, the nearest first."""
    known = ((one, _point(one, points)) for one in others)
    found = [Near(one, round(distance(here, point), -1)) for one, point in known if point]
    inside = [one for one in found if one.metres <= within]
    return sorted(inside, key=lambda one: (one.metres, str(one.place)))[:MOST_NEAR]


def _is_protected(place: Any, redact: Redactor) -> bool:
    details = subjects.details_of(place)
    return redact.hides(details.lines, details.postcode)


def _point(place: Any, points: dict[str, Point]) -> Point | None:
    """Return where a place is: its own point, or else its postcode's."""
    details = subjects.details_of(place)
    if details.latitude is not None:
        return Point(float(details.latitude), float(details.longitude), str(place), str(place.pk))
    found = points.get(compact_postcode(details.postcode))
    return Point(found.latitude, found.longitude, str(place), str(place.pk)) if found else None
