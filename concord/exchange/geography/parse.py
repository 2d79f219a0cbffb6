"""Read boundary files (GeoJSON) and postcode lookups (CSV, perhaps gzipped). Pure."""

import csv
import gzip
import io
import json
import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from concord.registers.geography.commands import GivenArea, GivenPostcode
from concord.registers.geography.rules import compact_postcode

# Great Britain, generously: a point outside it is a mistake, such as swapped coordinates.
_LONGITUDES, _LATITUDES = (-9.0, 2.5), (49.0, 61.5)
LARGEST_MB = 300
# No lookup has lines like this; a file without line ends would otherwise be one line in memory.
_LONGEST_LINE = 10_000
_LONGEST_NAME = 120


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
    areas: dict[str, GivenArea] = {}
    faults: list[Fault] = []
    for row, feature in enumerate(_features(path), start=1):
        found = _property(feature, code)
        called = _property(feature, name) or found
        reason = "This area is in the file already." if found in areas else ""
        reason = reason or _words_fault(found, called) or _outline_fault(feature)
        if reason:
            faults.append(Fault(path.name, row, found[:40], reason))
        else:
            areas[found] = GivenArea(found, called, feature["geometry"])
    return list(areas.values()), faults


def _features(path: Path) -> list[Any]:
    _refuse_absent_or_large(path)
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"), parse_constant=_not_a_number)
    except OSError as problem:
        raise GeographyUnreadable(f"{path.name} cannot be read: {problem.strerror}.") from None
    except (ValueError, RecursionError):
        content = None
    features = content.get("features") if isinstance(content, dict) else None
    if not isinstance(features, list):
        raise GeographyUnreadable(f"{path.name} is not a GeoJSON file of areas.")
    return features


def _not_a_number(constant: str) -> float:
    raise ValueError(constant)


def _refuse_absent_or_large(path: Path) -> None:
    if not path.is_file():
        raise GeographyUnreadable(f"There is no file {path}.")
    size = path.stat().st_size // 1_000_000
    if size > LARGEST_MB:
        raise GeographyUnreadable(
            f"{path.name} is {size} MB. Files are read up to {LARGEST_MB} MB; take those of your"
            " own district."
        )


def _property(feature: Any, name: str) -> str:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    found = properties.get(name) if isinstance(properties, dict) else None
    return "" if found is None else str(found).strip()


def _words_fault(code: str, name: str) -> str:
    if not code:
        return "The area has no code."
    if not re.fullmatch(r"[A-Za-z0-9]{1,12}", code):
        return "The code must be 1 to 12 letters and numbers."
    if len(name) > _LONGEST_NAME or not name.isprintable():
        return f"The name must be at most {_LONGEST_NAME} letters."
    return ""


def _outline_fault(feature: Mapping[str, Any]) -> str:
    try:
        rings = list(_rings(feature.get("geometry") or {}))
        if not rings:
            return "The area has no outline."
        if any(len(ring) < 4 or ring[0] != ring[-1] for ring in rings):
            return "The outline is not closed."
        if not all(_in_britain(*point[:2]) for ring in rings for point in ring):
            return "The outline lies outside Great Britain; are the coordinates swapped?"
    except (TypeError, KeyError, IndexError, AttributeError):
        return "The outline cannot be read."
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
    _refuse_absent_or_large(path)
    seen: set[str] = set()
    try:
        with _open_text(path) as file:
            rows = csv.DictReader(_lines(file, path.name))
            missing = {"pcd", "long", "lat", *area_columns} - set(rows.fieldnames or ())
            if missing:
                lacks = ", ".join(sorted(missing))
                raise GeographyUnreadable(f"{path.name} lacks the columns {lacks}.")
            for number, row in enumerate(rows, start=2):
                found = _postcode(path.name, number, row, area_columns, live)
                if isinstance(found, GivenPostcode) and found.compact in seen:
                    reason = "This postcode is in the file already."
                    found = Fault(path.name, number, found.compact, reason)
                elif isinstance(found, GivenPostcode):
                    seen.add(found.compact)
                yield found
    except (UnicodeError, EOFError, OSError, zlib.error, csv.Error) as problem:
        raise GeographyUnreadable(f"{path.name} cannot be read: {problem}.") from None


def _lines(file: io.TextIOBase, name: str) -> Iterator[str]:
    while line := file.readline(_LONGEST_LINE):
        if len(line) == _LONGEST_LINE:
            raise GeographyUnreadable(f"{name} is not a table: one of its lines is far too long.")
        yield line


def _open_text(path: Path) -> io.TextIOBase:
    if path.suffix == ".gz":
        return io.TextIOWrapper(gzip.open(path), encoding="utf-8-sig", newline="")
    return path.open(encoding="utf-8-sig", newline="")  # type: ignore[return-value]


def _postcode(
    file: str, number: int, row: Mapping[str, str], area_columns: tuple[str, ...], live: bool
) -> GivenPostcode | Fault:
    compact = compact_postcode(row["pcd"] or "")
    if not compact:
        return Fault(file, number, (row["pcd"] or "")[:40], "This is not a postcode.")
    try:
        longitude, latitude = float(row["long"]), float(row["lat"])
    except (TypeError, ValueError):
        return Fault(file, number, row["pcd"], "The coordinates are not numbers.")
    if not _in_britain(longitude, latitude):
        return Fault(file, number, row["pcd"], "The point lies outside Great Britain.")
    areas = tuple(row[column] for column in area_columns if row[column])
    return GivenPostcode(compact, latitude, longitude, live, areas)
