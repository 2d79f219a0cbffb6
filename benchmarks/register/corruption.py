"""How a person is given by somebody who half knows them: the corruption model, written down.

| what | share of queries |
|---|---|
| forename in a short form or another spelling, where the open list of variants has one | 12% |
| surname in another spelling: list of variants, or letters changed as names are carried over | 8% |
| one letter of the forename left out, doubled, swapped or mistyped | 8% |
| the same in the surname | 8% |
| forename and surname swapped | 3% |
| one of two forenames left out | half of those with two |
| date of birth not known | 10% |
| day and month swapped, where both are possible | 3% |
| one digit of the date wrong | 4% |
| postcode and address not known | 30% |
| moved to another address | 15% |
| one letter of the postcode wrong | 3% |
| sex not known | 20% |
| NHS number not known | 70% |
| pupil number not known | 85% |
"""

import csv
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from random import Random

from benchmarks.register.population import NAMES, Somebody
from concord.registers.subjects.matching import Traits

_CARRIED_OVER = (("kh", "k"), ("sz", "sh"), ("ee", "i"), ("i", "ee"), ("ai", "ay"), ("q", "k"),
                 ("ss", "s"), ("s", "ss"), ("ou", "u"), ("w", "v"), ("ck", "k"),
                 ("ph", "f"))  # fmt: skip
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Variants:
    """Other forms of names, by the name in small letters."""

    forenames: dict[str, list[str]]
    surnames: dict[str, list[str]]

    @classmethod
    def read(cls) -> "Variants":
        """Return the open lists."""
        return cls(_pairs("firstname_uk_variant.csv"), _pairs("lastname_uk_variant.csv"))


class Memory:
    """Half-knows people; the same seed forgets the same."""

    def __init__(self, variants: Variants, postcodes: list[str], seed: int) -> None:
        self._variants, self._postcodes = variants, postcodes
        self._chance = Random(seed)  # noqa: S311 - a made-up district

    def recall(self, somebody: Somebody) -> Traits:
        """Return what is remembered of a person."""
        forename = self._forename(somebody.forename)
        surname = self._surname(somebody.surname)
        if self._happens(0.03):
            forename, surname = surname, forename
        postcode, address = self._home(somebody)
        numbers = {
            (kind, value)
            for kind, value, unknown in (("NHS", somebody.nhs, 0.7), ("UPN", somebody.upn, 0.85))
            if value and not self._happens(unknown)
        }
        return Traits(
            (f"{forename} {surname}",),
            None if self._happens(0.1) else self._date(somebody.born_on),
            "" if self._happens(0.2) else somebody.sex,
            postcode,
            address,
            frozenset(numbers),
        )

    def _forename(self, name: str) -> str:
        given = name.split()
        if len(given) > 1 and self._happens(0.5):
            given = given[1:] if self._happens(0.5) else given[:1]
        others = self._variants.forenames.get(given[-1].lower())
        if others and self._happens(0.12):
            given[-1] = self._chance.choice(others).title()
        elif self._happens(0.08):
            given[-1] = self._mistyped(given[-1])
        return " ".join(given)

    def _surname(self, name: str) -> str:
        if self._happens(0.08):
            others = self._variants.surnames.get(name.lower())
            return self._chance.choice(others).title() if others else self._carried_over(name)
        return self._mistyped(name) if self._happens(0.08) else name

    def _carried_over(self, name: str) -> str:
        fitting = [pair for pair in _CARRIED_OVER if pair[0] in name.lower()]
        if not fitting:
            return self._mistyped(name)
        old, new = self._chance.choice(fitting)
        return name.lower().replace(old, new, 1).title()

    def _mistyped(self, word: str) -> str:
        place = self._chance.randrange(len(word))
        return self._chance.choice(
            (
                word[:place] + word[place + 1 :],
                word[:place] + word[place : place + 1] + word[place:],
                word[:place] + word[place + 1 : place + 2] + word[place] + word[place + 2 :],
                word[:place] + self._chance.choice(_LETTERS) + word[place + 1 :],
            )
        )

    def _date(self, born: date) -> date:
        if born.day <= 12 and self._happens(0.03):
            return date(born.year, born.day, born.month)
        if born.day <= 28 and self._happens(0.04):
            return self._chance.choice(
                (
                    born.replace(day=1 + (born.day + 9) % 28),
                    born.replace(month=1 + born.month % 12),
                    born.replace(year=born.year + 1),
                )
            )
        return born

    def _home(self, somebody: Somebody) -> tuple[str, str]:
        if self._happens(0.3):
            return "", ""
        if self._happens(0.15):
            return self._chance.choice(self._postcodes), f"{self._chance.randint(1, 180)} New Road"
        if self._happens(0.03):
            return somebody.postcode[:-1] + self._chance.choice("ABDEFGHJ"), somebody.address
        return somebody.postcode, somebody.address

    def _happens(self, share: float) -> bool:
        return self._chance.random() < share


def _pairs(name: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    with (NAMES / name).open(encoding="utf-8") as file:
        for first, second, *_ in list(csv.reader(file))[1:]:
            found[first].append(second)
    return dict(found)
