"""Which files of a folder hold which areas, from when to when; an operator may say otherwise. Pure.

A folder may carry a `geography.json` that lists its own sets and lookups, for another district or
for wards that have changed. Without one, the files are those of the Bradford district.
"""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from concord.exchange.geography.parse import GeographyUnreadable
from concord.registers.geography.rules import AreaKind

NAME = "geography.json"
_OGL = "Contains OS and ONS data © Crown copyright and database right"


@dataclass(frozen=True)
class SetFile:
    """A file with one vintage of one kind of area; `valid_to` is the first day without it."""

    code: str
    kind: AreaKind
    name: str
    valid_from: date
    valid_to: date | None
    file: str
    code_property: str
    name_property: str
    attribution: str = _OGL
    # No lookup names its areas, or not all: postcodes are placed where the outlines say.
    by_outline: bool = False


@dataclass(frozen=True)
class LookupFile:
    """A table of postcodes and the columns that say in which areas each lies."""

    file: str
    area_columns: tuple[str, ...]
    live: bool


@dataclass(frozen=True)
class Manifest:
    """Everything that a folder holds, in the order in which it is loaded."""

    sets: tuple[SetFile, ...]
    lookups: tuple[LookupFile, ...]


# The Bradford (Electoral Changes) Order 2025 replaced the wards of 2004 at the elections of May
# 2026. The lookup of live postcodes comes first: the other also holds those that have ended.
BRADFORD = Manifest(
    sets=(
        SetFile(
            "wards-2004", AreaKind.WARD, "Bradford wards of 2004",
            date(2004, 6, 10), date(2026, 5, 7),
            "wards_bradford_2004_to_2026.geojson", "ward_code", "ward_name",
        ),
        SetFile(
            "lsoa-2021", AreaKind.LSOA, "Lower layer super output areas of 2021",
            date(2021, 3, 21), None,
            "lsoa21_bradford_hires.geojson", "lsoa21_code", "lsoa21_name",
        ),
        SetFile(
            "lsoa-2011", AreaKind.LSOA, "Lower layer super output areas of 2011",
            date(2011, 3, 27), date(2021, 3, 21),
            "lsoa11_bradford_generalised_martinjc.geojson", "LSOA11CD", "LSOA11NM",
            by_outline=True,
        ),
        SetFile(
            "msoa-2011", AreaKind.MSOA, "Middle layer super output areas of 2011",
            date(2011, 3, 27), date(2021, 3, 21),
            "msoa11_bradford_martinjc.geojson", "MSOA11CD", "MSOA11NM", by_outline=True,
        ),
        SetFile(
            "constituencies-2010", AreaKind.CONSTITUENCY, "Constituencies of 2010",
            date(2010, 5, 6), date(2024, 7, 4),
            "wpc13_old_constituencies_bradford_martinjc.geojson", "PCON13CD", "PCON13NM",
            by_outline=True,
        ),
        SetFile(
            "constituencies-2024", AreaKind.CONSTITUENCY, "Constituencies of 2024",
            date(2024, 7, 4), None,
            "pcon24_bradford_buc.geojson", "PCON24CD", "PCON24NM", by_outline=True,
        ),
    ),
    lookups=(
        LookupFile("postcodes_bradford_codepoint_open.csv.gz", ("ward", "lsoa21"), live=True),
        LookupFile("onspd_nov2025_postcodes_bradford.csv.gz", ("ward22", "lsoa21"), live=False),
    ),
)  # fmt: skip


def manifest_of(folder: Path) -> Manifest:
    """Return what a folder says it holds, or the Bradford files. Raise GeographyUnreadable."""
    path = folder / NAME
    if not path.is_file():
        return BRADFORD
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
        sets = tuple(_set(row) for row in content["sets"])
        lookups = tuple(_lookup(row) for row in content.get("lookups", ()))
    except KeyError as missing:
        raise GeographyUnreadable(f"{NAME} lacks {missing} in one of its entries.") from None
    except (ValueError, TypeError, AttributeError, RecursionError, OSError) as problem:
        raise GeographyUnreadable(f"{NAME} cannot be used: {problem}.") from None
    codes = [one.code for one in sets]
    if not sets or len(set(codes)) < len(codes):
        raise GeographyUnreadable(f"{NAME} must list at least one set, each under its own code.")
    return Manifest(sets, lookups)


def _set(row: dict[str, Any]) -> SetFile:
    valid_from = date.fromisoformat(row["valid_from"])
    valid_to = date.fromisoformat(row["valid_to"]) if row.get("valid_to") else None
    if valid_to is not None and valid_to <= valid_from:
        raise ValueError(f"{row['code']} ends on {valid_to}, which is not after {valid_from}")
    return SetFile(
        code=_short(row["code"], 60),
        kind=AreaKind(row["kind"]),
        name=_short(row["name"], 200),
        valid_from=valid_from,
        valid_to=valid_to,
        file=_beside(row["file"]),
        code_property=str(row["code_property"]),
        name_property=str(row["name_property"]),
        attribution=_short(row["attribution"], 300),
        by_outline=row.get("by_outline") is True,
    )


def _lookup(row: dict[str, Any]) -> LookupFile:
    columns = tuple(str(column) for column in row["area_columns"])
    return LookupFile(_beside(row["file"]), columns, live=row["live"] is True)


def _short(words: str, longest: int) -> str:
    if not 0 < len(words) <= longest or not words.isprintable():
        raise ValueError(f"“{words[:40]}” must be 1 to {longest} letters")
    return words


def _beside(file: str) -> str:
    if Path(file).name != file:
        raise ValueError(f"“{file[:80]}” must be the name of a file in the same folder")
    return file
