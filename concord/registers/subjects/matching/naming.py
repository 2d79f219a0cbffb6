"""A name in its parts: the words as they are compared and as they were written, and readings."""

import re
from collections.abc import Iterator
from functools import lru_cache
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


class Reading(NamedTuple):
    """A way of reading a name. `second`: what follows a name given out of reverence."""

    first: Word | None
    last: Word | None = None
    second: Word | None = None


def readings(names: tuple[str, ...]) -> Iterator[Reading]:
    """Yield each way of reading names as a forename and a surname, the usual one first.

    A name given out of reverence, and half of a double surname, are often left out.
    """
    seen: set[tuple[str | None, ...]] = set()
    for name in names:
        for reading in _readings_of(_without_particles(list(_spoken(name)))):
            plain = tuple(one.plain if one else None for one in reading)
            if plain not in seen:
                seen.add(plain)
                yield reading


def columns_of_name(reading: Reading) -> dict[str, str | None]:
    """Return what is compared of a forename and a surname. `…_written` is for words only."""
    first, last, _ = reading
    forename, surname, second = (one.plain if one else None for one in reading)
    root = root_of(forename) if forename else None
    sounds = surname_sound(surname) if surname else None
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
        "second_name": second,
        "second_root": root_of(second) if second else None,
    }


def _spoken(name: str) -> Iterator[Word]:
    for chunk in re.split(r"[\s\-–/.,;]+", name):
        found = words(chunk)
        as_written = len(found) == 1
        for word in found:
            yield Word(word, chunk.strip("\"'’‘“”()[]") if as_written else word.capitalize())


def _without_particles(parts: list[Word]) -> list[Word]:
    """Leave out what stands between names; of two words neither does: Ayaan Al is not Ayaan."""
    names = [one for one in parts if one.plain not in _PARTICLES]
    return names if len(names) > 1 else parts


def _readings_of(parts: list[Word]) -> Iterator[Reading]:
    if len(parts) < 2:
        yield Reading(*parts) if parts else Reading(None)
        return
    is_honoured = len(parts) > 2 and root_of(parts[0].plain) in _HONOURED
    second = parts[1] if is_honoured else None
    yield Reading(parts[0], parts[-1], second)
    if is_honoured:
        yield Reading(parts[1], parts[-1], second)
    if len(parts) > 2:
        yield Reading(parts[0], parts[-2], second if len(parts) > 3 else None)


@lru_cache(maxsize=8192)
def surname_sound(surname: str) -> str:
    """Return how a surname sounds; where one letter is left of it, the name itself."""
    sound = sound_key(surname)
    return sound if len(sound) > 1 else surname


def _ending(forename: str) -> str:
    """Return whether a name ends as most girls' names do that are a boy's with a letter more."""
    return "a" if forename.rstrip("h").endswith("a") else "-"
