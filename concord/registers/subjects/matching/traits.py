"""What is known of a person, and the same in columns that a model compares."""

import re
from dataclasses import dataclass, field
from datetime import date

from concord.kernel.text_keys import fold
from concord.registers.subjects.matching.naming import columns_of_name, readings
from concord.registers.subjects.rules import BirthPrecision

Columns = dict[str, str | None]

_MOST_READINGS = 6
NUMBERS = {"NHS": "nhs", "UPN": "upn", "former_UPN": "upn", "ULN": "uln", "police_niche": "police"}
_IN_FULL = {"rd": "road", "st": "street", "ave": "avenue", "ln": "lane", "cl": "close",
            "terr": "terrace", "dr": "drive", "ct": "court"}  # fmt: skip
_KNOWS_MONTH = (BirthPrecision.DAY, BirthPrecision.MONTH)


@dataclass(frozen=True)
class Traits:
    """What is known of one person, for comparison.

    `born_precision`: what of `born_on` is known: the day, the month, the year, or about the year.
    """

    names: tuple[str, ...]
    born_on: date | None = None
    sex: str = ""
    postcode: str = ""
    address: str = ""
    numbers: frozenset[tuple[str, str]] = field(default_factory=frozenset)
    born_precision: str = BirthPrecision.DAY


def rows_of(traits: Traits) -> list[Columns]:
    """Return the columns of a person, a row for each way of reading their names."""
    sex = traits.sex if traits.sex in ("M", "F") else None
    known = _born(traits.born_on, traits.born_precision) | _home(traits) | _numbers(traits)
    return [
        columns_of_name(reading) | known | {"sex": sex}
        for reading, _ in zip(readings(traits.names), range(_MOST_READINGS), strict=False)
    ]


def _born(on: date | None, precision: str) -> Columns:
    exact = on if precision == BirthPrecision.DAY else None
    knows_month, knows_year = precision in _KNOWS_MONTH, precision != BirthPrecision.ESTIMATED
    return {
        "born": f"{exact:%Y-%m-%d}" if exact else None,
        "born_turned": f"{exact:%Y-%d-%m}" if exact else None,
        "born_day": f"{exact:%m-%d}" if exact else None,
        "born_year_day": f"{exact:%Y-%d}" if exact else None,
        "born_month": f"{on:%Y-%m}" if on and knows_month else None,
        "born_year": f"{on:%Y}" if on else None,
        "born_year_sure": f"{on:%Y}" if on and knows_year else None,
    }


def _home(traits: Traits) -> Columns:
    postcode = "".join(traits.postcode.split()).upper() or None
    lines = fold(traits.address.splitlines()[0]) if traits.address.strip() else ""
    said = [_IN_FULL.get(word, word) for word in lines.split()]
    return {
        "postcode": postcode,
        "outward": postcode[:-3] if postcode else None,
        "home": re.sub(r"\b(flat|apartment|apt|unit)\b ?", "", " ".join(said)) or None,
        "street": " ".join(word for word in said if _names_street(word)) or None,
    }


def _names_street(word: str) -> bool:
    return word not in ("flat", "apartment", "apt", "unit") and not re.fullmatch(r"\d+\w?", word)


def _numbers(traits: Traits) -> Columns:
    columns: Columns = dict.fromkeys(NUMBERS.values())
    known = sorted(traits.numbers)
    return columns | {NUMBERS[kind]: value for kind, value in known if kind in NUMBERS}
