"""In which outlines points lie. PostgreSQL answers: it knows polygons."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

from django.db import connection

from concord.registers.geography.drawing import Point
from concord.registers.geography.models import Area

# A point within an odd number of an area's rings is inside: the even ones are its holes.
_INSIDE = """
    with spot as materialized (
        select key, point(x, y) as at
        from unnest(%s::text[], %s::float8[], %s::float8[]) as given (key, x, y)
    ), ring as materialized (
        select area, outline::polygon as shape, box(outline::polygon) as frame
        from unnest(%s::uuid[], %s::text[]) as given (area, outline)
    )
    select spot.key, ring.area
    from spot
    join ring on ring.frame @> spot.at and ring.shape @> spot.at
    group by spot.key, ring.area
    having count(*) %% 2 = 1
    order by spot.key, ring.area
"""


def areas_around(points: Mapping[str, Point], areas: Iterable[Area]) -> dict[str, list[UUID]]:
    """Return in which of some areas each point lies, by the points' keys, in one query.

    A point on a border lies in both areas. The areas must have their outlines.
    """
    rings = [(area.pk, ring) for area in areas for ring in _rings(area.outline)]
    spots = [(key, point.longitude, point.latitude) for key, point in points.items()]
    found: dict[str, list[UUID]] = {}
    if not rings or not spots:
        return found
    columns = [list(column) for column in (*zip(*spots, strict=True), *zip(*rings, strict=True))]
    with connection.cursor() as cursor:
        cursor.execute(_INSIDE, columns)
        for key, area in cursor.fetchall():
            found.setdefault(key, []).append(area)
    return found


def _rings(outline: Mapping[str, Any]) -> Iterator[str]:
    """Yield the rings of a GeoJSON outline as PostgreSQL writes polygons."""
    coordinates = outline["coordinates"]
    polygons = [coordinates] if outline["type"] == "Polygon" else coordinates
    for polygon in polygons:
        for ring in polygon:
            yield "(" + ",".join(f"({float(x)!r},{float(y)!r})" for x, y, *_ in ring) + ")"
