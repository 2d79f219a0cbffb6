"""What a search asks for, and why a person answers it. Pure.

A search is some parts, each of which a person must answer: by an equal word, number, postcode or
date first, and only when that finds few by a beginning or a sound.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from concord.kernel.text_keys import sound_key, words
from concord.registers.subjects import keys
from concord.registers.subjects.things import compact, e164

SHORTEST_SEARCH = 3
MOST_PARTS = 6
_DATE = re.compile(r"\b(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})\b")
_POSTCODE = re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]?)\s*(\d[A-Z]{2})\b", re.IGNORECASE)
# Spelled with spaces, dashes and brackets, with the country or without.
_PHONE = re.compile(r"(?<![\w+])(?:\+|\(?0)[\d\s().\-]{7,20}\d(?!\w)")
# A registration in any spacing, when nothing else is asked for: now, 1983 to 2001, 1963 to 1983.
_PLATE = re.compile(r"[A-Z]{2}\d{2}[A-Z]{3}|[A-Z]\d{1,3}[A-Z]{3}|[A-Z]{3}\d{1,3}[A-Z]")
_LONG_NUMBER = re.compile(r"\b\d{3}[ -]\d{3}[ -]\d{4}\b")
_WEIGHTS = {"v": 9, "d": 5, "p": 4, "w": 4, "b": 3, "x": 2, "s": 2, "y": 1}
_REASONS = {
    "v": "same number",
    "d": "same date of birth",
    "p": "same postcode",
    "w": "same name",
    "b": "date of birth with day and month swapped",
    "x": "name that begins like this",
    "s": "name that sounds the same",
    "y": "same year of birth",
}


@dataclass(frozen=True)
class Part:
    """One thing that was asked for: the keys that are equal to it, and those that are like it."""

    equal: frozenset[str]
    alike: frozenset[str] = frozenset()

    @property
    def either(self) -> frozenset[str]:
        return self.equal | self.alike


def is_long_enough(text: str) -> bool:
    """Return whether a search is long enough not to be a way of leafing through the register."""
    return len("".join(words(text))) >= SHORTEST_SEARCH


def parts_of(text: str) -> list[Part]:
    """Return the parts of a search in no particular order; at most six, the rest is left out."""
    found: list[Part] = []
    rest = _take(_DATE, text, lambda match: found.append(_date_part(match)))
    rest = _take(_PHONE, rest, lambda match: found.append(_phone_part(match.group())))
    rest = _take(_LONG_NUMBER, rest, lambda match: found.append(_number_part(match.group())))
    rest = _take(_POSTCODE, rest, lambda match: found.append(_postcode_part(match.group())))
    if _PLATE.fullmatch(compact(rest)):
        found.append(Part(frozenset(keys.compact_keys([rest]))))
    else:
        found += [_word_part(word) for word in words(rest)]
    return list(dict.fromkeys(found))[:MOST_PARTS]


def why(parts: list[Part], known: set[str]) -> tuple[int, list[str]]:
    """Return how well a person with these keys answers a search, and why, the best first."""
    points, reasons = 0, []
    for part in parts:
        kinds = [key[0] for key in part.either & known]
        if kinds:
            best = max(kinds, key=_WEIGHTS.__getitem__)
            points += _WEIGHTS[best]
            reasons.append(best)
    ordered = sorted(set(reasons), key=_WEIGHTS.__getitem__, reverse=True)
    return points, [_REASONS[kind] for kind in ordered]


def _take(pattern: re.Pattern[str], text: str, use: Callable[[re.Match[str]], None]) -> str:
    for match in pattern.finditer(text):
        use(match)
    return pattern.sub(" ", text)


def _date_part(match: "re.Match[str]") -> Part:
    day, month, year = (int(part) for part in match.groups())
    low, high = sorted((day, month))
    alike = frozenset({f"b:{year}-{low}-{high}"})
    try:
        return Part(frozenset({f"d:{date(year, month, day)}"}), alike)
    except ValueError:
        return Part(alike)


def _number_part(text: str) -> Part:
    return Part(frozenset({f"v:{re.sub(r'[^0-9]', '', text)}"}))


def _phone_part(text: str) -> Part:
    return Part(frozenset(keys.compact_keys([text, e164(text)])))


def _postcode_part(text: str) -> Part:
    return Part(frozenset(keys.postcode_key(text)))


def _word_part(word: str) -> Part:
    equal = {f"w:{word}", f"v:{word.upper()}"}
    if re.fullmatch(r"(19|20)\d\d", word):
        equal.add(f"y:{word}")
    alike = {f"s:{sound_key(word)}"}
    if len(word) >= keys.SHORTEST_BEGINNING:
        alike.add(f"x:{word[: keys.LONGEST_BEGINNING]}")
    return Part(frozenset(equal), frozenset(alike if word.isalpha() else ()))
