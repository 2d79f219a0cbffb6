"""What somebody says of a person, as it is handed to a command."""

from dataclasses import dataclass
from datetime import date

from concord.kernel.identifiers import IdentifierType
from concord.registers.subjects.rules import BirthPrecision, Sex


@dataclass(frozen=True)
class GivenNumber:
    """An identifier as somebody gave it, and whether a source of truth stands behind it."""

    type: IdentifierType
    value: str
    verified: bool = False
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True)
class PersonDetails:
    """What somebody knows of a person. Everything but the descriptor may be unknown."""

    descriptor: str
    also_known_as: str = ""
    born_on: date | None = None
    born_precision: str = BirthPrecision.UNKNOWN
    expected_on: date | None = None
    about_age: int | None = None
    age_said_on: date | None = None
    died_on: date | None = None
    sex: str = Sex.UNKNOWN
    ethnicity: str = ""
    ethnicity_source: str = ""
    disabilities: tuple[str, ...] = ()
    school_name: str = ""
    numbers: tuple[GivenNumber, ...] = ()
    address: str = ""
    postcode: str = ""


@dataclass(frozen=True)
class Life:
    """When somebody was born or died and what their sex is, and who says so."""

    source: str
    born_on: date | None = None
    born_precision: str = BirthPrecision.UNKNOWN
    expected_on: date | None = None
    died_on: date | None = None
    sex: str = Sex.UNKNOWN


@dataclass(frozen=True)
class GivenAddress:
    """Where somebody lives or stays, and from when to when."""

    kind: str
    from_on: date
    lines: str = ""
    postcode: str = ""
    to_on: date | None = None


@dataclass(frozen=True)
class Description:
    """What somebody says of a person, as codes of the code sets, and who says so."""

    ethnicity: str = ""
    ethnicity_source: str = ""
    first_language: str = ""
    interpreter: str = ""
    language_source: str = ""
    disabilities: tuple[str, ...] = ()
    disability_source: str = ""
    sen_provision: str = ""
    sen_source: str = ""
