"""Load a district's published boundaries and postcodes, all of them or nothing."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction

from concord.exchange.geography.manifest import LookupFile, SetFile, manifest_of
from concord.exchange.geography.parse import Fault, read_areas, read_postcodes
from concord.registers.geography.commands import (
    GivenPostcode,
    GivenSet,
    load_area_set,
    load_postcodes,
    place_by_outline,
)
from concord.trust.actors import Actor
from concord.trust.context import acting_as

Progress = Callable[[str], None]


@dataclass
class Loaded:
    """What a load found and added."""

    sets: dict[str, int] = field(default_factory=dict)
    areas_added: int = 0
    postcodes_read: int = 0
    postcodes_added: int = 0
    postcodes_elsewhere: int = 0
    placed_by_outline: dict[str, int] = field(default_factory=dict)
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
    manifest = manifest_of(folder)
    loaded = Loaded()
    codes: set[str] = set()
    with acting_as(by):
        for one in manifest.sets:
            progress(f"Reading {one.name.lower()}")
            codes |= _load_set(folder, one, loaded, by=by)
        for lookup in manifest.lookups:
            progress(f"Reading {lookup.file}")
            loaded.postcodes_added += load_postcodes(
                tuple(one.code for one in manifest.sets),
                by=by,
                given=_counted(folder, lookup, codes, loaded),
            )
        for one in manifest.sets:
            if one.by_outline:
                progress(f"Placing postcodes in {one.name.lower()}")
                loaded.placed_by_outline[one.name] = place_by_outline(one.code, by=by)
        if preview:
            transaction.set_rollback(True)
    return loaded


def _load_set(folder: Path, one: SetFile, loaded: Loaded, *, by: Actor) -> set[str]:
    areas, faults = read_areas(
        folder / one.file, code=one.code_property, name=one.name_property
    )  # fmt: skip
    loaded.faults += faults
    loaded.sets[one.name] = len(areas)
    given = GivenSet(
        one.code, one.kind, one.name, one.valid_from, one.valid_to, one.attribution, tuple(areas)
    )
    loaded.areas_added += load_area_set(given, by=by)
    return {area.code for area in areas}


def _counted(
    folder: Path, lookup: LookupFile, codes: Collection[str], loaded: Loaded
) -> Iterator[GivenPostcode]:
    found = read_postcodes(
        folder / lookup.file, area_columns=lookup.area_columns, live=lookup.live
    )  # fmt: skip
    for one in found:
        if isinstance(one, Fault):
            loaded.faults.append(one)
            continue
        loaded.postcodes_read += 1
        loaded.postcodes_elsewhere += not any(code in codes for code in one.area_codes)
        yield one
