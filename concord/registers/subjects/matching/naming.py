"""A name in its parts: the words as they are compared and as they were written, and readings."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from concord.kernel.text_keys import sound_key, words
from concord.registers.subjects.matching.nicknames import root_of

# Words that stand between the parts of a name and are written or left out at will.
_PARTICLES = frozenset(["al", "el", "bin", "ibn", "bint", "de", "da", "van", "der", "von"])
# Given first out of reverence: the name that is used every day follows.
_HONOURED = frozenset({"mohammed", "syed", "sheikh"})


class Word(NamedTuple):
    """A word of a name in plain letters, and as it was written."""

    plain: str
    written: str


Reading = tuple[Word | None, Word | None]


def readings(names: tuple[str, ...]) -> Iterator[Reading]:
    """Yield each way of reading names as a forename and a surname, the usual one first.

    A name given out of reverence, and half of a double surname, are often left out.
    """
    seen: set[tuple[str | None, ...]] = set()
    for name in names:
        for reading in _readings_of([one for one in _spoken(name) if one.plain not in _PARTICLES]):
            plain = tuple(one.plain if one else None for one in reading)
            if plain not in seen:
                seen.add(plain)
                yield reading


def columns_of_name(reading: Reading) -> dict[str, str | None]:
    """Return what is compared of a forename and a surname. `…_written` is for words only."""
    first, last = reading
    forename, surname = (one.plain if one else None for one in reading)
    root = root_of(forename) if forename else None
    sounds = sound_key(surname) if surname else None
    both = forename and surname
    return {
        "forename": forename,
        "surname": surname,
        "forename_written": first.written if first else None,
        "surname_written": last.written if last else None,
        "forename_root": root,
        "forename_sound": sound_key(forename) if forename else None,
        "forename_ends": _ending(forename) if forename else None,
        "surname_sound": sounds,
        "full_name": f"{forename} {surname}" if both else None,
        "name_sounds": f"{root} {sounds}" if both else None,
        "only_name": forename if not surname else None,
    }


def _spoken(name: str) -> Iterator[Word]:
    for chunk in re.split(r"[\s\-–/.,;]+", name):
        found = words(chunk)
        as_written = len(found) == 1
        for word in found:
            yield Word(word, chunk.strip("\"'’‘“”()[]") if as_written else word.capitalize())


def _readings_of(parts: list[Word]) -> Iterator[Reading]:
    if len(parts) < 2:
        yield (parts[0], None) if parts else (None, None)
        return
    yield parts[0], parts[-1]
    if len(parts) > 2:
        if root_of(parts[0].plain) in _HONOURED:
            yield parts[1], parts[-1]
        yield parts[0], parts[-2]


def _ending(forename: str) -> str:
    """Return whether a name ends as most girls' names do that are a boy's with a letter more."""
    return "a" if forename.rstrip("h").endswith("a") else "-"
