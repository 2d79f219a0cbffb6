"""What can be said of a place, a group or a thing that people are connected with. Pure.

domain.md 7.1 and annex A (Location, PeerGroup, Organisation, PersonLink). Numbers are kept as they
were given; what is made of them here is how the register finds them again.
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from concord.kernel.choices import TextChoices
from concord.kernel.text_keys import words
from concord.kernel.verdicts import ALLOWED, Verdict, allowed_if, first_refusal
from concord.registers.subjects.rules import SubjectKind

LONGEST_UPRN = 12
# The longest and shortest numbers of a line that E.164 and national plans know of, without the +.
_E164_DIGITS = range(8, 16)
_LABELS_NOBODY = re.compile(r"\b(gangs?|gang(ster|sta)s?|mafia)\b", re.IGNORECASE)


class PlaceType(TextChoices):
    HOME = "home", "Home or private address"
    SCHOOL = "school", "School or college"
    CARE_HOME = "care_home", "Children’s home or other placement"
    PARK = "park", "Park or open space"
    SHOP = "shop", "Shop or takeaway"
    HOTEL = "hotel", "Hotel or short let"
    TRANSPORT = "transport", "Station, stop or route"
    LICENSED = "licensed", "Licensed premises"
    OTHER = "other", "Another place"


class OrganisationType(TextChoices):
    BUSINESS = "business", "Business"
    SCHOOL = "school", "School or college"
    SERVICE = "service", "Public service"
    CHARITY = "charity", "Charity or community group"
    OTHER = "other", "Another organisation"


def compact(text: str) -> str:
    """Return the letters and digits of a number or registration, in capitals."""
    return re.sub(r"[^0-9A-Z]", "", text.upper())


def e164(given: str) -> str:
    """Return a telephone number as +, country and number, or "" where it cannot be told.

    A number without a country is taken to be British.
    """
    digits = re.sub(r"[^0-9+]", "", given.replace("(0)", ""))
    if digits.startswith("00"):
        digits = "+" + digits[2:]
    elif digits.startswith("0"):
        digits = "+44" + digits[1:]
    number = digits[1:]
    fits = digits.startswith("+") and number.isdecimal() and len(number) in _E164_DIGITS
    return digits if fits else ""


def label_is_neutral(label: str) -> Verdict:
    """A group of children is named by where or with whom it meets, never as a gang (7.1)."""
    return allowed_if(
        not _LABELS_NOBODY.search(label),
        "Enter a neutral name, such as where the group meets. Do not call it a gang.",
    )


def uprn_is_possible(uprn: str) -> Verdict:
    """A UPRN is 1 to 12 digits, and text: leading noughts stay (domain.md section 10)."""
    return allowed_if(
        not uprn or (uprn.isdecimal() and uprn.isascii() and len(uprn) <= LONGEST_UPRN),
        "A UPRN has 1 to 12 digits.",
    )


def coordinates_are_possible(latitude: Decimal | None, longitude: Decimal | None) -> Verdict:
    """Both or neither, in degrees."""
    if latitude is None and longitude is None:
        return ALLOWED
    return allowed_if(
        latitude is not None
        and longitude is not None
        and abs(latitude) <= 90
        and abs(longitude) <= 180,
        "Enter both a latitude from -90 to 90 and a longitude from -180 to 180, or neither.",
    )


@dataclass(frozen=True)
class Thing:
    """What every kind has: how it is shown, whether it can be so, and its own columns."""

    kind: ClassVar[SubjectKind]
    # Columns in which no two differ: the same ones mean the same thing.
    same: ClassVar[tuple[str, ...]] = ()

    @property
    def descriptor(self) -> str:
        """How it is shown on every page."""
        raise NotImplementedError

    def check(self) -> Verdict:
        """Say whether what was given can be so."""
        return allowed_if(bool(words(self.descriptor)), "Enter what it is called.")

    def columns(self) -> dict[str, Any]:
        """Return what is kept of it beside its descriptor."""
        return {}


@dataclass(frozen=True)
class PlaceThing(Thing):
    """A place: a park, a shop, a flat."""

    kind = SubjectKind.PLACE
    name: str
    type: str = PlaceType.OTHER
    lines: str = ""
    postcode: str = ""
    uprn: str = ""
    latitude: Decimal | None = None
    longitude: Decimal | None = None

    @property
    def descriptor(self) -> str:
        return self.name.strip()

    def check(self) -> Verdict:
        return first_refusal(
            super().check(),
            uprn_is_possible(self.uprn.strip()),
            coordinates_are_possible(self.latitude, self.longitude),
        )

    def columns(self) -> dict[str, Any]:
        return {
            "type": self.type,
            "lines": self.lines.strip(),
            "postcode": " ".join(self.postcode.upper().split()),
            "uprn": self.uprn.strip(),
            "latitude": self.latitude,
            "longitude": self.longitude,
        }


@dataclass(frozen=True)
class GroupThing(Thing):
    """Young people who spend time together, by a neutral name."""

    kind = SubjectKind.PEER_GROUP
    label: str
    about: str = ""

    @property
    def descriptor(self) -> str:
        return self.label.strip()

    def check(self) -> Verdict:
        return first_refusal(super().check(), label_is_neutral(self.label))

    def columns(self) -> dict[str, Any]:
        return {"about": self.about.strip()}


@dataclass(frozen=True)
class VehicleThing(Thing):
    """A vehicle by its registration, or by its looks where nobody saw that."""

    kind = SubjectKind.VEHICLE
    same = ("registration",)
    registration: str = ""
    make: str = ""
    colour: str = ""

    @property
    def descriptor(self) -> str:
        looks = " ".join(part for part in (self.colour.strip(), self.make.strip()) if part)
        plate = " ".join(self.registration.upper().split())
        return f"{plate} ({looks})" if plate and looks else plate or looks

    def check(self) -> Verdict:
        return allowed_if(
            bool(words(self.descriptor)), "Enter the registration, or the make and colour."
        )

    def columns(self) -> dict[str, Any]:
        return {
            "registration": compact(self.registration),
            "make": self.make.strip(),
            "colour": self.colour.strip(),
        }


@dataclass(frozen=True)
class PhoneThing(Thing):
    """A telephone number as it was given."""

    kind = SubjectKind.PHONE
    same = ("e164",)
    number: str

    @property
    def descriptor(self) -> str:
        return self.number.strip()

    def check(self) -> Verdict:
        return allowed_if(
            sum(letter.isdecimal() for letter in self.number) >= 3,
            "Enter a telephone number.",
        )

    def columns(self) -> dict[str, Any]:
        return {"number": self.number.strip(), "e164": e164(self.number)}


@dataclass(frozen=True)
class AccountThing(Thing):
    """Somebody’s name on a platform."""

    kind = SubjectKind.ONLINE_ACCOUNT
    same = ("platform", "handle")
    handle: str
    platform: str

    @property
    def descriptor(self) -> str:
        return f"{self.handle.strip()} on {self.platform.strip()}" if self.handle.strip() else ""

    def columns(self) -> dict[str, Any]:
        return {"platform": self.platform.strip(), "handle": self.handle.strip()}


@dataclass(frozen=True)
class SpaceThing(Thing):
    """A chat, a server, a game: where people meet online."""

    kind = SubjectKind.ONLINE_SPACE
    name: str
    platform: str

    @property
    def descriptor(self) -> str:
        return f"{self.name.strip()} on {self.platform.strip()}" if self.name.strip() else ""

    def columns(self) -> dict[str, Any]:
        return {"platform": self.platform.strip(), "name": self.name.strip()}


@dataclass(frozen=True)
class OrganisationThing(Thing):
    """A business, a school, a service; it may end, and another follow it."""

    kind = SubjectKind.ORGANISATION
    name: str
    type: str = OrganisationType.OTHER
    valid_from: date | None = None
    valid_to: date | None = None

    @property
    def descriptor(self) -> str:
        return self.name.strip()

    def check(self) -> Verdict:
        backwards = self.valid_from and self.valid_to and self.valid_to < self.valid_from
        return first_refusal(
            super().check(),
            allowed_if(not backwards, "The day it ended must not lie before it began."),
        )

    def columns(self) -> dict[str, Any]:
        return {"type": self.type, "valid_from": self.valid_from, "valid_to": self.valid_to}
