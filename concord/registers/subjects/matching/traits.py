"""What is known of a person, and the same in columns that a model compares."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from concord.kernel.text_keys import fold, sound_key, words
from concord.registers.subjects.matching.nicknames import root_of

Columns = dict[str, str | None]

# Words that stand between the parts of a name and are written or left out at will.
_PARTICLES = frozenset(["al", "el", "bin", "ibn", "bint", "de", "da", "van", "der", "von"])
# Given first out of reverence: the name that is used every day follows.
_HONOURED = frozenset({"mohammed", "syed", "sheikh"})
_MOST_READINGS = 6
NUMBERS = {"NHS": "nhs", "UPN": "upn", "former_UPN": "upn", "ULN": "uln", "police_niche": "police"}


@dataclass(frozen=True)
class Traits:
    """What is known of one person, for comparison. `born_on` only where the day is known."""

    names: tuple[str, ...]
    born_on: date | None = None
    sex: str = ""
    postcode: str = ""
    address: str = ""
    numbers: frozenset[tuple[str, str]] = field(default_factory=frozenset)


def readings(names: tuple[str, ...]) -> Iterator[tuple[str | None, str | None]]:
    """Yield each way of reading names as a forename and a surname, the usual one first.

    A name given out of reverence, and half of a double surname, are often left out.
    """
    seen: set[tuple[str | None, str | None]] = set()
    for name in names:
        for reading in _readings_of([word for word in words(name) if word not in _PARTICLES]):
            if reading not in seen:
                seen.add(reading)
                yield reading


def rows_of(traits: Traits) -> list[Columns]:
    """Return the columns of a person, a row for each way of reading their names."""
    known = _columns_besides_names(traits)
    return [
        _columns_of_name(*reading) | known
        for reading, _ in zip(readings(traits.names), range(_MOST_READINGS), strict=False)
    ]


def _readings_of(parts: list[str]) -> Iterator[tuple[str | None, str | None]]:
    if len(parts) < 2:
        yield (parts[0], None) if parts else (None, None)
        return
    yield parts[0], parts[-1]
    if len(parts) > 2:
        if root_of(parts[0]) in _HONOURED:
            yield parts[1], parts[-1]
        yield parts[0], parts[-2]


def _columns_of_name(forename: str | None, surname: str | None) -> Columns:
    root = root_of(forename) if forename else None
    sounds = sound_key(surname) if surname else None
    both = forename and surname
    return {
        "forename": forename,
        "surname": surname,
        "forename_root": root,
        "forename_sound": sound_key(forename) if forename else None,
        "forename_ends": _ending(forename) if forename else None,
        "surname_sound": sounds,
        "full_name": f"{forename} {surname}" if both else None,
        "name_sounds": f"{root} {sounds}" if both else None,
        "only_name": forename if not surname else None,
    }


def _ending(forename: str) -> str:
    """Return whether a name ends as most girls' names do that are a boy's with a letter more."""
    return "a" if forename.rstrip("h").endswith("a") else "-"


def _columns_besides_names(traits: Traits) -> Columns:
    born, postcode = traits.born_on, "".join(traits.postcode.split()).upper() or None
    lines = fold(traits.address.splitlines()[0]) if traits.address.strip() else ""
    columns: Columns = dict.fromkeys(NUMBERS.values())
    columns |= {NUMBERS[kind]: value for kind, value in sorted(traits.numbers) if kind in NUMBERS}
    return columns | {
        "born": f"{born:%Y-%m-%d}" if born else None,
        "born_turned": f"{born:%Y-%d-%m}" if born else None,
        "born_year": f"{born:%Y}" if born else None,
        "born_month": f"{born:%Y-%m}" if born else None,
        "born_day": f"{born:%m-%d}" if born else None,
        "born_year_day": f"{born:%Y-%d}" if born else None,
        "postcode": postcode,
        "outward": postcode[:-3] if postcode else None,
        "home": re.sub(r"\b(flat|apartment|apt|unit)\b ?", "", lines) or None,
        "sex": traits.sex if traits.sex in ("M", "F") else None,
    }
