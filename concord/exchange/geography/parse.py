"""Read boundary files (GeoJSON) and postcode lookups (CSV, perhaps gzipped). Pure."""

import csv
import gzip
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from concord.registers.geography.commands import GivenArea, GivenPostcode
from concord.registers.geography.rules import compact_postcode

# Great Britain, generously: a point outside it is a mistake, such as swapped coordinates.
_LONGITUDES, _LATITUDES = (-9.0, 2.5), (49.0, 61.5)


class GeographyUnreadable(Exception):
    """The file as a whole cannot be used; the message says why."""


@dataclass(frozen=True)
class Fault:
    """A row that was refused, and why."""

    file: str
    row: int
    value: str
    reason: str


def read_areas(path: Path, *, code: str, name: str) -> tuple[list[GivenArea], list[Fault]]:
    """Return the areas of a GeoJSON file, and what was refused.

    `code` and `name` say which properties hold them. Raises GeographyUnreadable.
    """
    try:
        features = json.loads(path.read_text(encoding="utf-8"))["features"]
    except FileNotFoundError:
        raise GeographyUnreadable(f"There is no file {path}.") from None
    except (ValueError, KeyError, TypeError, UnicodeError):
        raise GeographyUnreadable(f"{path.name} is not a GeoJSON file of areas.") from None
    areas: list[GivenArea] = []
    faults: list[Fault] = []
    for row, feature in enumerate(features, start=1):
        properties = feature.get("properties") or {}
        found = str(properties.get(code, ""))
        reason = _area_fault(feature, found, {area.code for area in areas})
        if reason:
            faults.append(Fault(path.name, row, found, reason))
        else:
            areas.append(GivenArea(found, str(properties.get(name, found)), feature["geometry"]))
    return areas, faults


def _area_fault(feature: Mapping[str, Any], code: str, seen: set[str]) -> str:
    if not code:
        return "The area has no code."
    if code in seen:
        return "This area is in the file already."
    rings = list(_rings(feature.get("geometry") or {}))
    if not rings:
        return "The area has no outline."
    if any(len(ring) < 4 or ring[0] != ring[-1] for ring in rings):
        return "The outline is not closed."
    if not all(_in_britain(*point[:2]) for ring in rings for point in ring):
        return "The outline lies outside Great Britain; are the coordinates swapped?"
    return ""


def _rings(geometry: Mapping[str, Any]) -> Iterator[list[Any]]:
    if geometry.get("type") == "Polygon":
        yield from geometry["coordinates"]
    elif geometry.get("type") == "MultiPolygon":
        for polygon in geometry["coordinates"]:
            yield from polygon


def _in_britain(longitude: float, latitude: float) -> bool:
    return (
        _LONGITUDES[0] <= longitude <= _LONGITUDES[1] and _LATITUDES[0] <= latitude <= _LATITUDES[1]
    )


def read_postcodes(
    path: Path, *, area_columns: tuple[str, ...], live: bool
) -> Iterator[GivenPostcode | Fault]:
    """Yield the postcodes of a lookup, and a Fault for each row that is refused.

    `area_columns` name the columns that hold area codes. Raises GeographyUnreadable.
    """
    if not path.is_file():
        raise GeographyUnreadable(f"There is no file {path}.")
    try:
        with _open_text(path) as file:
            rows = csv.DictReader(file)
            missing = {"pcd", "long", "lat", *area_columns} - set(rows.fieldnames or ())
            if missing:
                lacks = ", ".join(sorted(missing))
                raise GeographyUnreadable(f"{path.name} lacks the columns {lacks}.")
            for number, row in enumerate(rows, start=2):
                yield _postcode(path.name, number, row, area_columns, live)
    except (UnicodeError, EOFError, OSError, csv.Error) as problem:
        raise GeographyUnreadable(f"{path.name} cannot be read: {problem}.") from None


def _open_text(path: Path) -> io.TextIOBase:
    if path.suffix == ".gz":
        return io.TextIOWrapper(gzip.open(path), encoding="utf-8", newline="")
    return path.open(encoding="utf-8", newline="")  # type: ignore[return-value]


def _postcode(
    file: str, number: int, row: Mapping[str, str], area_columns: tuple[str, ...], live: bool
) -> GivenPostcode | Fault:
    compact = compact_postcode(row["pcd"] or "")
    if not compact:
        return Fault(file, number, row["pcd"] or "", "This is not a postcode.")
    try:
        longitude, latitude = float(row["long"]), float(row["lat"])
    except (TypeError, ValueError):
        return Fault(file, number, row["pcd"], "The coordinates are not numbers.")
    if not _in_britain(longitude, latitude):
        return Fault(file, number, row["pcd"], "The point lies outside Great Britain.")
    areas = tuple(row[column] for column in area_columns if row[column])
    return GivenPostcode(compact, latitude, longitude, live, areas)
