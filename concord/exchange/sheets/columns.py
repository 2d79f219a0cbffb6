"""What a column of a spreadsheet can mean, and which meaning its heading and content speak for."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from stdnum.exceptions import ValidationError
from stdnum.gb import nhs

from concord.exchange.sheets.cells import day_of, identifier_of, text_of
from concord.exchange.sheets.grid import Cell
from concord.kernel.choices import TextChoices
from concord.kernel.identifiers import IdentifierType
from concord.kernel.text_keys import fold


class Meaning(TextChoices):
    """What a column tells of a person. The value of a number is its type of identifier."""

    IGNORE = "", "Leave this column out"
    FORENAME = "forename", "Forename"
    SURNAME = "surname", "Surname"
    NAME = "name", "Whole name"
    ALSO_KNOWN_AS = "also_known_as", "Also known as"
    BORN_ON = "born_on", "Date of birth"
    EXPECTED_ON = "expected_on", "Expected date of birth"
    SEX = "sex", "Sex"
    ETHNICITY = "ethnicity", "Ethnicity (DfE code)"
    ADDRESS = "address", "Address"
    POSTCODE = "postcode", "Postcode"
    SCHOOL = "school_name", "School"
    NHS = IdentifierType.NHS.value, "NHS number"
    UPN = IdentifierType.UPN.value, "Unique pupil number (UPN)"
    FORMER_UPN = IdentifierType.FORMER_UPN.value, "Former UPN"
    ULN = IdentifierType.ULN.value, "Unique learner number (ULN)"
    LA_CHILD = IdentifierType.LA_CHILD.value, "Local authority child ID"
    POLICE = IdentifierType.POLICE.value, "Police reference"
    PNC = IdentifierType.PNC.value, "Police National Computer ID"
    ADULT_CARE = IdentifierType.ADULT_CARE.value, "Adult social care ID"
    YOUTH_JUSTICE = IdentifierType.YOUTH_JUSTICE.value, "Youth justice ID"
    HOME_OFFICE = IdentifierType.HOME_OFFICE.value, "Home Office reference"


Kind = TypeVar("Kind")
NUMBERS = tuple(Meaning(kind.value) for kind in IdentifierType)
# Without one of these a sheet tells of nobody.
NAMING = frozenset({Meaning.FORENAME, Meaning.SURNAME, Meaning.NAME, *NUMBERS})
# Several columns may be parts of one address, or names that somebody also goes by.
MAY_REPEAT = frozenset({Meaning.IGNORE, Meaning.ADDRESS, Meaning.ALSO_KNOWN_AS})

# How headings are written, without case and punctuation; the whole heading, or words within it.
_HEADINGS: dict[Meaning, tuple[str, ...]] = {
    Meaning.FORENAME: ("forename", "forenames", "first name", "firstname", "given name",
                       "given names", "legal forename", "christian name", "preferred forename",
                       "child forename", "pupil forename"),
    Meaning.SURNAME: ("surname", "last name", "lastname", "family name", "legal surname",
                      "second name", "child surname", "pupil surname"),
    Meaning.NAME: ("name", "full name", "child name", "childs name", "name of child",
                   "young person", "young persons name", "pupil name", "patient name", "person",
                   "client name", "service user", "subject"),
    Meaning.ALSO_KNOWN_AS: ("alias", "aliases", "also known as", "aka", "known as", "nickname",
                            "street name", "other names", "preferred name"),
    Meaning.BORN_ON: ("dob", "d o b", "date of birth", "birth date", "birthdate", "born",
                      "born on", "personbirthdate", "date birth"),
    Meaning.EXPECTED_ON: ("edd", "expected date of delivery", "expected date of birth",
                          "expected person birth date", "due date of baby", "estimated due date"),
    Meaning.SEX: ("sex", "gender", "gender current", "m f", "sex m f", "gender m f"),
    Meaning.ETHNICITY: ("ethnicity", "ethnic", "ethnic group", "ethnic code", "ethnicity code",
                        "ethnic origin", "ethnic background"),
    Meaning.ADDRESS: ("address", "home address", "address line", "address 1", "address 2",
                      "address 3", "address line 1", "address line 2", "address line 3", "street",
                      "house number", "town", "city", "current address"),
    Meaning.POSTCODE: ("postcode", "post code", "postal code", "home postcode", "pc"),
    Meaning.SCHOOL: ("school", "school name", "name of school", "education setting",
                     "education provider", "current school", "college"),
    Meaning.NHS: ("nhs", "nhs no", "nhs number", "nhs num", "nhsno", "nhsnumber", "nhs id"),
    Meaning.UPN: ("upn", "unique pupil number", "pupil number", "current upn"),
    Meaning.FORMER_UPN: ("former upn", "previous upn", "old upn", "formerupn"),
    Meaning.ULN: ("uln", "unique learner number", "uniquelearnernumber"),
    Meaning.LA_CHILD: ("la child id", "lachildid", "child id", "childid", "lcs id", "mosaic id",
                       "child", "liquidlogic id", "social care id", "child unique id", "person id",
                       "la id", "case number", "client id", "system id", "swift id"),
    Meaning.POLICE: ("police ref", "police reference", "niche", "niche id", "niche ref",
                     "nominal", "nominal id", "nominal number", "urn", "crime number"),
    Meaning.PNC: ("pnc", "pncid", "pnc id", "pnc number"),
    Meaning.ADULT_CARE: ("asc id", "adult social care id", "adult id"),
    Meaning.YOUTH_JUSTICE: ("yjs id", "yot id", "yjs number", "youth justice id", "asset id"),
    Meaning.HOME_OFFICE: ("ho ref", "home office reference", "home office ref", "ho number"),
}  # fmt: skip
_BY_HEADING = {words: meaning for meaning, many in _HEADINGS.items() for words in many}
_POSTCODE = re.compile(r"[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}", re.IGNORECASE)
_UPN = re.compile(r"[a-z]\d{11}[a-z\d]", re.IGNORECASE)
# As people write it, and as the returns of the Department for Education code it.
SEXES = {"m": "M", "male": "M", "boy": "M", "1": "M", "f": "F", "female": "F", "girl": "F",
         "2": "F", "u": "U", "unknown": "U", "not known": "U", "0": "U", "9": "U"}  # fmt: skip
# Lists to choose from are often lettered: "b) Female", "a) WBRI".
_LETTERED = re.compile(r"[a-z]{1,2}\)\s*", re.IGNORECASE)
# How much of a column must look like it, and how sure a heading alone makes us.
_MOSTLY = 0.7
_SAMPLES_SHOWN = 3


@dataclass(frozen=True)
class Proposal:
    """One column: where it is, what it is called, some of what it holds, and what it may mean.

    `because` says in words what spoke for the meaning; empty where nothing did.
    """

    column: int
    heading: str
    samples: tuple[str, ...]
    meaning: Meaning
    because: str = ""


def code_of(text: str) -> str:
    """Return a code without the letter that a list to choose from put before it."""
    return _LETTERED.sub("", text, count=1) if _LETTERED.match(text) else text


def of_heading(heading: str) -> Meaning:
    """Return what a heading alone says, or IGNORE. The end of “Child / NHS no.” counts too."""
    words = fold(heading.replace("_", " ").replace("/", " / "))
    split = fold(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading.replace("_", " ")))
    last = fold(heading.rpartition(" / ")[2].replace("_", " "))
    for each in (words, split, last):
        if each in _BY_HEADING:
            return _BY_HEADING[each]
    return Meaning.IGNORE


def propose(
    headings: Sequence[str], rows: Iterable[Sequence[Cell]], *, today: date
) -> list[Proposal]:
    """Return what each column may mean, from its heading and from a sample of its content.

    No meaning that a person has once is proposed for two columns: the first keeps it.
    """
    sample = list(rows)
    taken: set[Meaning] = set()
    proposals = []
    for column, heading in enumerate(headings):
        cells = [row[column] if column < len(row) else None for row in sample]
        texts = [read.value for read in map(text_of, cells) if read.value]
        meaning, because = _meaning_of(heading, cells, texts, today)
        if meaning in taken and meaning not in MAY_REPEAT:
            meaning, because = Meaning.IGNORE, "Another column says this already"
        taken.add(meaning)
        shown = tuple(dict.fromkeys(texts))[:_SAMPLES_SHOWN]
        proposals.append(Proposal(column, heading, shown, meaning, because))
    return proposals


def _meaning_of(
    heading: str, cells: list[Cell], texts: list[str], today: date
) -> tuple[Meaning, str]:
    said = of_heading(heading)
    shown = _of_content(cells, texts, today)
    if said == Meaning.IGNORE:
        return (shown, "What the column holds looks like it") if shown else (said, "")
    if said == Meaning.LA_CHILD and texts and _share(texts, _has_digit) < 1 - _MOSTLY:
        # "Child" stands over an ID in the returns, and over names in what people write.
        return Meaning.NAME, "What the column holds looks like names"
    if said in _CHECKED and texts and shown != said and not _may_hold(said, shown):
        return said, "The heading says so, but what the column holds does not look like it"
    return said, "The heading says so" + (", and so does its content" if shown == said else "")


_CHECKED = frozenset({Meaning.BORN_ON, Meaning.NHS, Meaning.UPN, Meaning.POSTCODE, Meaning.SEX})


def _may_hold(said: Meaning, shown: Meaning) -> bool:
    """Whether content looks like a neighbour of what the heading says: then it is no surprise."""
    return {said, shown} == {Meaning.UPN, Meaning.FORMER_UPN}


def _of_content(cells: list[Cell], texts: list[str], today: date) -> Meaning:
    if not texts:
        return Meaning.IGNORE
    for meaning, looks in (
        (Meaning.SEX, lambda text: code_of(text).casefold() in SEXES),
        (Meaning.POSTCODE, lambda text: bool(_POSTCODE.fullmatch(text))),
        (Meaning.UPN, lambda text: bool(_UPN.fullmatch(text))),
    ):
        if _share(texts, looks) >= _MOSTLY:
            return meaning
    given = [cell for cell in cells if cell is not None]
    if _share(given, _is_nhs_number) >= _MOSTLY:
        return Meaning.NHS
    if _share(given, lambda cell: _is_birth_date(cell, today)) >= _MOSTLY:
        return Meaning.BORN_ON
    return Meaning.IGNORE


def _share(values: list[Kind], looks: Callable[[Kind], bool]) -> float:
    return sum(map(looks, values)) / len(values)


def _has_digit(text: str) -> bool:
    return any(letter.isdigit() for letter in text)


def _is_nhs_number(cell: Cell) -> bool:
    value = re.sub(r"[\s\-]", "", identifier_of(cell).value or "")
    try:
        return len(value) == 10 and bool(nhs.validate(value))
    except ValidationError:
        return False


def _is_birth_date(cell: Cell, today: date) -> bool:
    day = day_of(cell, counts_from_1904=False, today=today).value
    return day is not None and today.year - 120 <= day.year and day <= today
