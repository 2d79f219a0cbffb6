"""Load a district's published boundaries and postcodes, all of them or nothing."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from django.db import transaction

from concord.exchange.geography.parse import Fault, read_areas, read_postcodes
from concord.registers.geography.commands import (
    GivenPostcode,
    GivenSet,
    load_area_set,
    load_postcodes,
)
from concord.registers.geography.rules import AreaKind
from concord.trust.actors import Actor
from concord.trust.context import acting_as

_OGL = "Contains OS and ONS data © Crown copyright and database right"
# The wards of 2004 ended at the elections of May 2026 (data README, section 2).
SETS = (
    ("wards-2004", AreaKind.WARD, "Bradford wards of 2004", date(2004, 6, 10), date(2026, 5, 7),
     "wards_bradford_2004_to_2026.geojson", "ward_code", "ward_name"),
    ("lsoa-2021", AreaKind.LSOA, "Lower layer super output areas of 2021", date(2021, 3, 21), None,
     "lsoa21_bradford_hires.geojson", "lsoa21_code", "lsoa21_name"),
    ("constituencies-2024", AreaKind.CONSTITUENCY, "Constituencies of 2024", date(2024, 7, 4), None,
     "pcon24_bradford_buc.geojson", "PCON24CD", "PCON24NM"),
)  # fmt: skip
POSTCODES = (
    ("postcodes_bradford_codepoint_open.csv.gz", ("ward", "lsoa21"), True),
    ("onspd_nov2025_postcodes_bradford.csv.gz", ("ward22", "lsoa21"), False),
)
Progress = Callable[[str], None]


@dataclass
class Loaded:
    """What a load found and added."""

    sets: dict[str, int] = field(default_factory=dict)
    areas_added: int = 0
    postcodes_read: int = 0
    postcodes_added: int = 0
    faults: list[Fault] = field(default_factory=list)


def _silent(_: str) -> None:
    return None


def load_geography(
    folder: Path, *, by: Actor, preview: bool = False, progress: Progress = _silent
) -> Loaded:
    """Load every set and postcode of a folder in one transaction; loading again adds nothing.

    With `preview` the files are read and counted and nothing is kept. Raises GeographyUnreadable
    when a file cannot be used: then nothing was loaded.
    """
    loaded = Loaded()
    with acting_as(by):
        for code, kind, name, valid_from, valid_to, file, code_column, name_column in SETS:
            progress(f"Reading {name.lower()}")
            areas, faults = read_areas(folder / file, code=code_column, name=name_column)
            loaded.faults += faults
            loaded.sets[name] = len(areas)
            given = GivenSet(code, kind, name, valid_from, valid_to, _OGL, tuple(areas))
            loaded.areas_added += load_area_set(given, by=by)
        for file, columns, live in POSTCODES:
            progress(f"Reading {file}")
            loaded.postcodes_added += load_postcodes(
                tuple(row[0] for row in SETS),
                by=by,
                given=_counted(folder / file, columns, live, loaded),
            )
        if preview:
            transaction.set_rollback(True)
    return loaded


def _counted(
    path: Path, columns: tuple[str, ...], live: bool, loaded: Loaded
) -> Iterator[GivenPostcode]:
    for found in read_postcodes(path, area_columns=columns, live=live):
        if isinstance(found, Fault):
            loaded.faults.append(found)
        else:
            loaded.postcodes_read += 1
            yield found
