"""How alike two people look, with the reasons in words. Pure: it is told what is known of each.

Strengths are ordered, not probabilities; a person decides (domain.md section 10, duplicates).
"""

from dataclasses import dataclass, field
from datetime import date

from concord.kernel.choices import IntegerChoices
from concord.kernel.text_keys import sound_key, words


class Strength(IntegerChoices):
    POSSIBLE = 1, "Possible"
    LIKELY = 2, "Likely"
    STRONG = 3, "Very likely"


@dataclass(frozen=True)
class Traits:
    """What is known of one person, for comparison."""

    names: tuple[str, ...]
    born_on: date | None = None
    sex: str = ""
    postcode: str = ""
    numbers: frozenset[tuple[str, str]] = field(default_factory=frozenset)


@dataclass(frozen=True)
class Likeness:
    """How alike, and why, in the order of weight."""

    strength: Strength
    reasons: tuple[str, ...]
    points: int


def compare(one: Traits, other: Traits) -> Likeness | None:
    """Return how alike two people look, or None when nothing but chance joins them.

    A shared identifier settles it. Otherwise names, birth date and postcode add up; twins and
    siblings share a surname, a date and a home but not a forename, and stay below "likely".
    """
    found = [*_number_reasons(one, other), *_name_reasons(one, other)]
    found += [*_birth_reasons(one, other), *_place_reasons(one, other)]
    points = sum(weight for weight, _ in found)
    if points < 5:
        return None
    strength = (
        Strength.STRONG if points >= 10 else Strength.LIKELY if points >= 8 else Strength.POSSIBLE
    )
    return Likeness(strength, tuple(reason for _, reason in sorted(found, reverse=True)), points)


def _number_reasons(one: Traits, other: Traits) -> list[tuple[int, str]]:
    shared = {kind for kind, _ in one.numbers & other.numbers}
    return [(10, f"same {kind.replace('_', ' ')} number") for kind in sorted(shared)]


def _name_reasons(one: Traits, other: Traits) -> list[tuple[int, str]]:
    best: list[tuple[int, str]] = []
    for mine in one.names:
        for theirs in other.names:
            reasons = _two_names(words(mine), words(theirs))
            if sum(weight for weight, _ in reasons) > sum(weight for weight, _ in best):
                best = reasons
    return best


def _two_names(mine: list[str], theirs: list[str]) -> list[tuple[int, str]]:
    if not mine or not theirs:
        return []
    if mine == theirs:
        return [(5, "same name")]
    if sorted(mine) == sorted(theirs):
        return [(5, "same name in another order")]
    if sorted(map(sound_key, mine)) == sorted(map(sound_key, theirs)):
        return [(4, "name that sounds the same")]
    reasons = []
    if sound_key(mine[-1]) == sound_key(theirs[-1]):
        reasons.append((2, "surname that sounds the same"))
    if sound_key(mine[0]) == sound_key(theirs[0]):
        reasons.append((2, "forename that sounds the same"))
    return reasons


def _birth_reasons(one: Traits, other: Traits) -> list[tuple[int, str]]:
    mine, theirs = one.born_on, other.born_on
    if mine is None or theirs is None:
        return []
    if mine == theirs:
        return [(4, "same date of birth")]
    if (mine.year, mine.day, mine.month) == (theirs.year, theirs.month, theirs.day):
        return [(3, "date of birth with day and month swapped")]
    apart = [mine.day != theirs.day, mine.month != theirs.month, mine.year != theirs.year]
    return (
        [(1, "date of birth with one part different")]
        if sum(apart) == 1
        else [(-4, "different date of birth")]
    )


def _place_reasons(one: Traits, other: Traits) -> list[tuple[int, str]]:
    same = one.postcode and one.postcode.replace(" ", "") == other.postcode.replace(" ", "")
    return [(1, "same postcode")] if same else []
