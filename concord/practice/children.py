"""Invented children and their families."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from concord.kernel.identifiers import IdentifierType
from concord.practice import names, numbers, places
from concord.practice.names import Community
from concord.registers.subjects.commands import GivenNumber, PersonDetails
from concord.registers.subjects.rules import BirthPrecision, Sex

# Exploitation is found most at 14 to 16, and at every age from primary school on.
_AGES = (10, 11, 12, 13, 13, 14, 14, 14, 14, 15, 15, 15, 15, 16, 16, 16)


@dataclass(frozen=True)
class Family:
    """What brothers and sisters share."""

    community: Community
    surname: str
    address: str
    postcode: str


@dataclass(frozen=True)
class Child:
    """An invented child, with what different agencies know of them."""

    family: Family
    forename: str
    sex: str
    born_on: date
    school_name: str
    nhs_number: str
    upn: str

    @property
    def full_name(self) -> str:
        return f"{self.forename} {self.family.surname}"

    @property
    def interpreter(self) -> str:
        """The language support that the family needs, if any."""
        return self.family.community.language

    def known_to(self, agency: str) -> PersonDetails:
        """Return the child as an agency would enter them: nobody knows everything."""
        is_school = agency in ("school", "school2")
        given = []
        if is_school:
            given.append(GivenNumber(IdentifierType.UPN, self.upn))
        if agency in ("nurse", "frontdoor"):
            given.append(GivenNumber(IdentifierType.NHS, self.nhs_number))
        return PersonDetails(
            descriptor=self.full_name,
            born_on=self.born_on,
            born_precision=BirthPrecision.DAY,
            sex=self.sex,
            ethnicity=self.family.community.ethnicity,
            ethnicity_source="parent" if is_school else "",
            school_name=self.school_name,
            numbers=tuple(given),
            address=self.family.address,
            postcode=self.family.postcode,
        )

    def pronouns(self) -> dict[str, str]:
        """Return the words for this child in a sentence in the third person singular."""
        words = {Sex.FEMALE: ("she", "her", "her"), Sex.MALE: ("he", "him", "his")}
        they, them, their = words.get(Sex(self.sex), (self.forename, self.forename, "the child’s"))
        return {"name": self.forename, "they": they, "them": them, "their": their}


def new_family(chance: Random) -> Family:
    """Return a family of one of the district's communities, at an address that does not exist."""
    community = names.choose_community(chance)
    address, postcode = places.address(chance)
    return Family(community, chance.choice(community.surnames), address, postcode)


def new_child(chance: Random, *, family: Family, on: date, ages: tuple[int, int]) -> Child:
    """Return a child of a family whose age on a day lies between two ages, in years.

    Now and then the NHS number is one digit out, as in life.
    """
    sex = chance.choices([Sex.FEMALE, Sex.MALE, Sex.UNKNOWN], weights=[46, 52, 2])[0]
    years = chance.choice([age for age in _AGES if ages[0] <= age <= ages[1]])
    born_on = on - timedelta(days=round(years * 365.25) + chance.randrange(20, 340))
    number = numbers.nhs_number(chance)
    return Child(
        family=family,
        forename=names.choose_forename(family.community, sex, chance),
        sex=sex,
        born_on=born_on,
        school_name=chance.choice(places.SCHOOLS),
        nhs_number=numbers.mistyped(number) if chance.random() < 0.05 else number,
        upn=numbers.unique_pupil_number(chance, born_year=born_on.year),
    )


def turning_eighteen(chance: Random, *, family: Family, birthday: date) -> Child:
    """Return a child of a family whose eighteenth birthday is on a day."""
    child = new_child(chance, family=family, on=birthday, ages=(16, 16))
    born_on = date(birthday.year - 18, birthday.month, min(birthday.day, 28))
    return Child(**{**vars(child), "born_on": born_on})


_RESPELT = {
    "Mohammed": "Muhammed",
    "Muhammad": "Mohammad",
    "Aisha": "Ayesha",
    "Zainab": "Zaynab",
    "Kacper": "Kacpar",
    "Hafsa": "Hafsah",
    "Connor": "Conor",
    "Chloe": "Cloe",
}


def respelt(child: Child) -> Child:
    """Return the same child as somebody who had only heard the name would write it."""
    heard = _RESPELT.get(child.forename, re.sub("y$", "ie", child.forename).replace("ph", "f"))
    plain = child.family.surname.replace("-", " ").removesuffix("ová")
    family = Family(child.family.community, plain, child.family.address, child.family.postcode)
    return Child(**{**vars(child), "forename": heard, "family": family})
