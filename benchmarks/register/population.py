"""A made-up district of any size: households with the names, spellings and postcodes of one.

Names are drawn from open lists by how common they are (ONS forenames by year of birth, surnames of
the United Kingdom, Pakistani, Polish, Slovak and Romanian lists); which list, by the
shares of the census in Bradford. Nobody in it is anybody.
"""

import csv
import gzip
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from random import Random

from benchmarks.register.data import FOLDER
from concord.kernel.text_keys import fold

NAMES = FOLDER.parent / "names"
POSTCODES = FOLDER.parent / "geography_bradford" / "postcodes_bradford_codepoint_open.csv.gz"
# Share of the district, and the lists of names that go with it.
PARTS = ((0.60, "en_GB"), (0.30, "en_PK"), (0.04, "pl_PL"), (0.03, "sk_SK"), (0.03, "ro_RO"))
_STREETS = ("Thornton", "Manningham", "Leeds", "Victoria", "Park", "Church", "Mill", "Station",
            "High", "Spring", "Canal", "Oak", "Heaton", "Undercliffe", "Otley", "Moor")  # fmt: skip
_KINDS = ("Road", "Street", "Lane", "Avenue", "Terrace", "Close", "Place", "Grove")
# What most Pakistani families of the district are called; the list of Pakistan has rarer names.
_OFTEN = {"Hussain": 14, "Khan": 13, "Ahmed": 8, "Ali": 8, "Akhtar": 6, "Mahmood": 5, "Shah": 4,
          "Iqbal": 4, "Malik": 3, "Begum": 3, "Bibi": 3, "Mirza": 2, "Rehman": 2, "Hassan": 2,
          "Aslam": 2, "Rafiq": 2, "Zaman": 2, "Qureshi": 1, "Butt": 1, "Chaudhry": 1}  # fmt: skip
_TODAY = date(2026, 9, 1)
_TWINS = 0.016


@dataclass(frozen=True)
class Somebody:
    """A person of the district, as a careful record would have them."""

    number: int
    forename: str
    surname: str
    born_on: date
    sex: str
    postcode: str
    address: str
    nhs: str
    upn: str
    list: str


class Drawn:
    """Values drawn by their weights."""

    def __init__(self, weighted: dict[str, float]) -> None:
        self._values = list(weighted)
        self._sums = list(accumulate(weighted.values()))

    def draw(self, chance: Random) -> str:
        return chance.choices(self._values, cum_weights=self._sums)[0]


class District:
    """Makes people, household by household; the same seed makes the same."""

    def __init__(self, seed: int = 7) -> None:
        self._chance = Random(seed)  # noqa: S311 - a made-up district
        self._forenames, self._surnames = _forenames(), _surnames()
        with gzip.open(POSTCODES, "rt", encoding="utf-8") as file:
            rows = csv.DictReader(file)
            self.postcodes = [row["pcd"] for row in rows]

    def people(self, many: int) -> Iterator[Somebody]:
        """Yield so many people."""
        number = 0
        while number < many:
            for somebody in self._household(number):
                yield somebody
                number += 1
                if number == many:
                    return

    def _household(self, number: int) -> Iterator[Somebody]:
        chance = self._chance
        part = chance.choices([name for _, name in PARTS], [share for share, _ in PARTS])[0]
        surname = self._surnames[part].draw(chance)
        postcode = chance.choice(self.postcodes)
        street = f"{chance.choice(_STREETS)} {chance.choice(_KINDS)}"
        address = f"{chance.randint(1, 180)} {street}"
        parent = _TODAY - timedelta(days=chance.randint(24 * 365, 58 * 365))
        births = [parent + timedelta(days=chance.randint(-1500, 1500)) for _ in range(2)]
        for _ in range(chance.choices((0, 1, 2, 3, 4, 5), (25, 25, 25, 14, 8, 3))[0]):
            born = _TODAY - timedelta(days=chance.randint(0, 18 * 365))
            births += [born, born] if chance.random() < _TWINS else [born]
        for place, born in enumerate(births[chance.randint(0, 1) :]):
            sex = chance.choice("MF")
            yield Somebody(
                number + place,
                self._forename(part, sex, born.year),
                # Slovak women's surnames have an ending of their own.
                f"{surname}ová" if part == "sk_SK" and sex == "F" else surname,
                born, sex, postcode, address,
                f"999{_scattered(number + place):07d}",
                f"X{_scattered(number + place):012d}" if born.year > 2007 else "",
                part,
            )  # fmt: skip

    def _forename(self, part: str, sex: str, year: int) -> str:
        lists = self._forenames
        key = (part, sex, min(max(year, 1996), 2018)) if part == "en_GB" else (part, sex, 0)
        name = lists[key].draw(self._chance)
        if part == "en_PK" and sex == "M" and self._chance.random() < 0.2:
            return f"{self._chance.choice(('Mohammed', 'Muhammad', 'Mohammad'))} {name}"
        return name


def _scattered(number: int) -> int:
    """Return another number for each number below ten million: those of a family are far apart."""
    return number * 7_654_321 % 9_999_991


def _forenames() -> dict[tuple[str, str, int], Drawn]:
    found: dict[tuple[str, str, int], dict[str, float]] = defaultdict(dict)
    with gzip.open(NAMES / "firstname_uk_ons_1996_2018.csv.gz", "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            sex = "M" if row["sex"] == "male" else "F"
            key = "en_GB", sex, int(row["birthyear"])
            found[key][row["firstname"].title()] = float(row["freq"])
    for part, kind, name, weight in _listed("first_names"):
        # A list without sexes serves both.
        for sex in {"first_names_male": "M", "first_names_female": "F"}.get(kind, "MF"):
            found[part, sex, 0].setdefault(name, weight)
    return {key: Drawn(_falling(names)) for key, names in found.items()}


def _surnames() -> dict[str, Drawn]:
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for part, kind, name, weight in _listed("last_names"):
        if kind in ("last_names", "last_names_male") and not (
            part == "sk_SK" and fold(name).endswith("ova")
        ):
            found[part].setdefault(name, weight)
    with (NAMES / "lastname_uk.csv").open(encoding="utf-8") as file:
        rows = csv.DictReader(file)
        found["en_GB"] = {row["surname"].title(): float(row["freq"]) for row in rows}
    for thin, lender in (("pl_PL", "sk_SK"),):
        if len(found[thin]) < 50:
            found[thin] = dict(found[lender])
    rarer = {name: 0.04 / (place + 1) for place, name in enumerate(found["en_PK"])}
    found["en_PK"] = rarer | {name: many / 100 for name, many in _OFTEN.items()}
    drawn = {part: Drawn(_falling(names)) for part, names in found.items() if part != "en_GB"}
    return drawn | {"en_GB": Drawn(found["en_GB"])}


def _falling(names: dict[str, float]) -> dict[str, float]:
    """Return weights that fall as names do, where a list says only that they exist."""
    if len(set(names.values())) > 1:
        return names
    return {name: 1 / (place + 3) for place, name in enumerate(names)}


def _listed(start: str) -> Iterator[tuple[str, str, str, float]]:
    path = NAMES / "faker_40.54.0_person_names_selected_locales.csv"
    parts = {name for _, name in PARTS} - {"en_GB"}
    with path.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["locale"] in parts and row["list"].startswith(start):
                yield row["locale"], row["list"], row["name"], float(row["weight"])
