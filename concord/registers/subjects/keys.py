"""The keys of one person: by any of them the person can be found, or another spelling proposed.

The letter before the colon is the kind: w word, x beginning of a word, s sound, b birth date with
day and month in any order, d birth date, y birth year, n number of a type, v number of any type,
p postcode, m two names together, alone and with what else is known, because common names are so
many that each of them proposes nobody; i how names begin, with what else is known. Conflicts of
interest go by f family name, h home postcode (protected or not), t telephone number and o whole
name with birth date; no search asks for these.
"""

from collections.abc import Iterable
from datetime import date

from concord.kernel.text_keys import sound_key, words
from concord.registers.subjects.matching.comparisons import ABOUT_YEARS
from concord.registers.subjects.matching.traits import Traits, rows_of
from concord.registers.subjects.rules import BirthPrecision
from concord.registers.subjects.things import compact, e164

SHORTEST_BEGINNING, LONGEST_BEGINNING = 3, 8


def name_keys(names: Iterable[str]) -> set[str]:
    """Return the keys of names: each word as written, and as it sounds."""
    spoken = {word for name in names for word in words(name)}
    return {f"w:{word}" for word in spoken} | {f"s:{sound_key(word)}" for word in spoken}


def beginning_keys(names: Iterable[str]) -> set[str]:
    """Return the keys of how the words of names begin, from three letters to eight."""
    lengths = range(SHORTEST_BEGINNING, LONGEST_BEGINNING + 1)
    spoken = {word for name in names for word in words(name)}
    return {f"x:{word[:size]}" for word in spoken for size in lengths if len(word) > size}


def birth_keys(born_on: date | None) -> set[str]:
    """Return the key of a birth date; a day and month swapped give the same key."""
    if born_on is None:
        return set()
    low, high = sorted((born_on.day, born_on.month))
    return {f"b:{born_on.year}-{low}-{high}"}


def date_keys(born_on: date | None) -> set[str]:
    """Return the keys of a birth date and of its year."""
    return {f"d:{born_on}", f"y:{born_on.year}"} if born_on else set()


def number_keys(numbers: Iterable[tuple[str, str]]) -> set[str]:
    """Return the keys of identifiers, by type and value."""
    return {f"n:{kind}:{value}" for kind, value in numbers}


def value_keys(numbers: Iterable[tuple[str, str]]) -> set[str]:
    """Return the keys of identifiers whatever their type: people paste a number and search."""
    return {f"v:{value}" for _, value in numbers}


def compact_keys(numbers: Iterable[str]) -> set[str]:
    """Return the keys of registrations, handles and telephone numbers without spaces or dashes."""
    return {f"v:{compact(number)}" for number in numbers if compact(number)}


def postcode_key(postcode: str) -> set[str]:
    """Return the key of a postcode without its space, in capitals."""
    compact = "".join(postcode.split()).upper()
    return {f"p:{compact}"} if compact else set()


def family_keys(names: Iterable[str]) -> set[str]:
    """Return the keys of the last word of each name that has several."""
    spoken = (words(name) for name in names)
    return {f"f:{each[-1]}" for each in spoken if len(each) > 1}


def home_key(postcode: str) -> set[str]:
    """Return the key of a postcode as somebody's home."""
    return {f"h:{key[2:]}" for key in postcode_key(postcode)}


def phone_key(number: str) -> set[str]:
    """Return the key of a telephone number as the whole world writes it, where that is clear."""
    known = e164(number)
    return {f"t:{known}"} if known else set()


def own_keys(names: Iterable[str], born_on: date | None) -> set[str]:
    """Return the keys of whole names, in any order of their words, with a birth date."""
    whole = {" ".join(sorted(words(name))) for name in names if words(name)}
    return {f"o:{name}|{born_on}" for name in whole} if born_on else set()


def pair_keys(traits: Traits) -> set[str]:
    """Return the keys of forename and surname together, either way round, in every reading; and
    of each with a part of the birth date.
    """
    found: set[str] = set()
    for row in rows_of(traits):
        if not (row["forename_sound"] and row["surname_sound"]):
            continue
        parts = {part for part in (*_years(traits), row["born_day"]) if part}
        either_way = "+".join(sorted((row["forename_sound"], row["surname_sound"])))
        for pair in (either_way, f"{row['forename_root']}/{row['surname_sound']}"):
            found.add(f"m:{pair}")
            found |= {f"m:{pair}:{more}" for more in (*parts, row["outward"]) if more}
        # One name mistyped beyond how it sounds, and the date with one part wrong.
        for name in (f"{row['forename_root']}/", f"/{row['surname_sound']}"):
            found |= {f"m:{name}:{part}" for part in parts}
    return found


def initial_keys(traits: Traits) -> set[str]:
    """Return the keys of how the two names begin, with the surname, the birth date and the home.

    For a name mistyped beyond how it sounds, and for two names mistyped and swapped.
    """
    found: set[str] = set()
    born = {key[2:] for key in birth_keys(traits.born_on)}
    for row in rows_of(traits):
        first, last = row["forename_sound"], row["surname_sound"]
        letters = {name[0] for name in (first, last) if name} or {""}
        besides = {*born, row["postcode"]} - {None}
        found |= {f"i:{letter}:{more}" for letter in letters for more in besides}
        if first and last:
            found.add(f"i:{first[0]}/{last}")
    return found


def match_keys(traits: Traits) -> set[str]:
    """Return the keys by which a person is proposed: any one in common makes a candidate."""
    return pair_keys(traits) | initial_keys(traits) | number_keys(traits.numbers)


def _years(traits: Traits) -> set[str]:
    """Return the years in which somebody may be born: about 14 is 13 or 15 as well."""
    if traits.born_on is None:
        return set()
    spread = ABOUT_YEARS if traits.born_precision == BirthPrecision.ESTIMATED else 0
    year = traits.born_on.year
    return {str(each) for each in range(year - spread, year + spread + 1)}
