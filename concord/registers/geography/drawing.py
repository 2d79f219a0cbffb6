"""A map drawn from our own outlines: no picture is asked of anybody outside. Pure.

Officers' looks at a map are themselves intelligence (ui.md, section 5): what a browser asks a
stranger for tells where somebody is looking. Equirectangular, longitude times the cosine of the
latitude, which is true enough over a district.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import cos, hypot, radians
from typing import Any

WIDTH, HEIGHT = 640, 400
_METRES_IN_A_DEGREE = 111_320
_MARGIN = 0.08
_BARS = (1, 10, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 50_000)
# South, north, west and east, in degrees.
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Point:
    """A spot on the ground, in degrees, with what is said of it."""

    latitude: float
    longitude: float
    name: str = ""
    key: str = ""


@dataclass(frozen=True)
class Shape:
    """An area as a path of SVG."""

    name: str
    path: str


@dataclass(frozen=True)
class Spot:
    """A point as it is drawn."""

    name: str
    key: str
    x: float
    y: float


@dataclass(frozen=True)
class Drawing:
    """Shapes and spots in a frame of WIDTH by HEIGHT, and a bar of so many units and metres."""

    shapes: tuple[Shape, ...]
    spots: tuple[Spot, ...]
    bar: float
    bar_metres: int


def distance(one: Point, other: Point) -> float:
    """Return the metres between two points, as the crow flies over a district."""
    north = (one.latitude - other.latitude) * _METRES_IN_A_DEGREE
    squeeze = cos(radians((one.latitude + other.latitude) / 2))
    east = (one.longitude - other.longitude) * _METRES_IN_A_DEGREE * squeeze
    return hypot(north, east)


def box_around(point: Point, metres: float) -> Box:
    """Return the south, north, west and east of a square that holds all within a distance."""
    up = metres / _METRES_IN_A_DEGREE
    aside = up / cos(radians(point.latitude))
    return (
        point.latitude - up, point.latitude + up,
        point.longitude - aside, point.longitude + aside,
    )  # fmt: skip


def draw(
    outlines: Sequence[tuple[str, dict[str, Any]]], spots: Sequence[Point], *, box: Box
) -> Drawing:
    """Return a map of a box with what lies in it of some areas (GeoJSON geometries) and spots."""
    south, north, west, east = box
    squeeze = cos(radians((south + north) / 2))
    # One scale for both ways, so that nothing is stretched.
    span = max((east - west) * squeeze / WIDTH, (north - south) / HEIGHT) * (1 + 2 * _MARGIN)

    def place(x: float, y: float) -> tuple[float, float]:
        across = WIDTH / 2 + (x - (west + east) / 2) * squeeze / span
        return round(across, 1), round(HEIGHT / 2 - (y - (south + north) / 2) / span, 1)

    metres = span * _METRES_IN_A_DEGREE
    bar_metres = max(known for known in _BARS if known / metres <= WIDTH / 3)
    return Drawing(
        tuple(
            Shape(name, " ".join(_path(place(x, y) for x, y in ring) for ring in _rings(outline)))
            for name, outline in outlines
        ),
        tuple(Spot(spot.name, spot.key, *place(spot.longitude, spot.latitude)) for spot in spots),
        round(bar_metres / metres, 1),
        bar_metres,
    )


def _rings(outline: dict[str, Any]) -> Iterator[list[tuple[float, float]]]:
    """Yield every ring of a polygon or of several, as longitude and latitude."""
    parts = outline["coordinates"]
    for polygon in parts if outline["type"] == "MultiPolygon" else [parts]:
        for ring in polygon:
            yield [(corner[0], corner[1]) for corner in ring]


def _path(points: Iterable[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x},{y}" for x, y in points) + "Z"
