"""Questions of place: in which areas does a postcode lie, on a day?"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q

from concord.registers.geography.drawing import Point, box_around
from concord.registers.geography.models import Area, Postcode, PostcodeArea
from concord.registers.geography.placing import areas_around
from concord.registers.geography.rules import AreaKind, compact_postcode


def areas_of(postcode: str, *, on: date) -> dict[str, Area]:
    """Return the areas of a postcode by kind, of the sets that hold on a day."""
    return areas_of_many([postcode], on=on).get(compact_postcode(postcode), {})


def areas_of_many(postcodes: Iterable[str], *, on: date) -> dict[str, dict[str, Area]]:
    """Return the areas of many postcodes in one query, by compact postcode and kind."""
    compact = {code for code in map(compact_postcode, postcodes) if code}
    rows = (
        PostcodeArea.objects.filter(
            Q(area__area_set__valid_to=None) | Q(area__area_set__valid_to__gt=on),
            postcode__compact__in=compact,
            area__area_set__valid_from__lte=on,
        )
        .select_related("postcode", "area__area_set")
        .defer("area__outline")
    )
    found: dict[str, dict[str, Area]] = {}
    for row in rows:
        found.setdefault(row.postcode.compact, {})[row.area.area_set.kind] = row.area
    return found


def areas_at(point: Point, *, on: date) -> dict[str, Area]:
    """Return the areas around a point by kind, of the sets that hold on a day."""
    areas = Area.objects.filter(
        Q(area_set__valid_to=None) | Q(area_set__valid_to__gt=on), area_set__valid_from__lte=on
    )
    by_key = {area.pk: area for area in areas.select_related("area_set").order_by("-code")}
    around = areas_around({"here": point}, by_key.values()).get("here", [])
    inside = [area for key, area in by_key.items() if key in around]
    return {area.area_set.kind: area for area in inside}


def points_of(postcodes: Iterable[str]) -> dict[str, Point]:
    """Return where postcodes lie, by compact postcode, in one query."""
    compact = {code for code in map(compact_postcode, postcodes) if code}
    rows = Postcode.objects.filter(compact__in=compact)
    return {row.compact: Point(row.latitude, row.longitude) for row in rows}


def postcodes_near(point: Point, metres: float) -> dict[str, Point]:
    """Return the postcodes around a point with where they lie; a few lie a little further."""
    south, north, west, east = box_around(point, metres)
    rows = Postcode.objects.filter(latitude__range=(south, north), longitude__range=(west, east))
    return {row.compact: Point(row.latitude, row.longitude) for row in rows}


def outlines_of(areas: Iterable[Area]) -> list[tuple[str, dict[str, Any]]]:
    """Return areas with their outlines, by name, the largest kind first."""
    keys = [area.pk for area in areas]
    rows = Area.objects.filter(pk__in=keys).select_related("area_set")
    order = list(AreaKind)
    shown = sorted(rows, key=lambda area: -order.index(AreaKind(area.area_set.kind)))
    return [(area.name, area.outline) for area in shown]
