"""The keys of one person: by any of them another spelling of the same person can be proposed."""

from collections.abc import Iterable
from datetime import date

from concord.kernel.text_keys import sound_key, words


def name_keys(names: Iterable[str]) -> set[str]:
    """Return the keys of names: each word as written, and as it sounds."""
    spoken = {word for name in names for word in words(name)}
    return {f"w:{word}" for word in spoken} | {f"s:{sound_key(word)}" for word in spoken}


def birth_keys(born_on: date | None) -> set[str]:
    """Return the key of a birth date; a day and month swapped give the same key."""
    if born_on is None:
        return set()
    low, high = sorted((born_on.day, born_on.month))
    return {f"b:{born_on.year}-{low}-{high}"}


def number_keys(numbers: Iterable[tuple[str, str]]) -> set[str]:
    """Return the keys of identifiers, by type and value."""
    return {f"n:{kind}:{value}" for kind, value in numbers}


def postcode_key(postcode: str) -> set[str]:
    """Return the key of a postcode without its space, in capitals."""
    compact = "".join(postcode.split()).upper()
    return {f"p:{compact}"} if compact else set()
