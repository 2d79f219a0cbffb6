"""What a file says, row by row, whatever standard or spreadsheet it came from.

A format reads a file into `FileRow`s and writes nothing; `exchange.files` shows, loads and undoes
them. Nothing in a row is trusted until it is checked, and nothing here knows a database.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal, Protocol

Codes = Mapping[str, frozenset[str]]
# What was left out because of a problem; nothing for a warning, where all of it was kept.
Refused = Literal["row", "record", "field", ""]


class FileUnreadable(Exception):
    """The file as a whole cannot be used; the message says why and what to do, in plain English."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a file that was refused or needs a look: where, what it says, what to do.

    `row` counts from 1 as a spreadsheet does (0: the file as a whole); `key` is the number by which
    the sender knows the person; `column` is a letter and heading, or the name of an element.
    """

    sheet: str
    row: int
    key: str
    column: str
    value: str
    reason: str
    refused: Refused = ""


@dataclass(frozen=True, slots=True)
class SaidNumber:
    """An identifier as it was sent (`type` as in kernel.identifiers). A return is a source of truth
    for its own numbers: they are `verified` where their check fits.
    """

    type: str
    value: str
    verified: bool = False
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class SaidAddress:
    """Where somebody lives or stays (`kind` as AddressKind). One `protected` is masked at once."""

    lines: str = ""
    postcode: str = ""
    kind: str = "home"
    from_on: date | None = None
    to_on: date | None = None
    protected: bool = False


@dataclass(frozen=True, slots=True)
class SaidPerson:
    """What one row says of a person. `key_type` and `key` are how the sender knows them.

    Codes are those of the code sets (`sex` as DfE: M, F, U); everything may be unknown.
    """

    key_type: str = ""
    key: str = ""
    forename: str = ""
    surname: str = ""
    known_as: str = ""
    also_known_as: tuple[str, ...] = ()
    born_on: date | None = None
    born_precision: str = "unknown"
    expected_on: date | None = None
    died_on: date | None = None
    sex: str = "U"
    ethnicity: str = ""
    first_language: str = ""
    disabilities: tuple[str, ...] = ()
    sen_provision: str = ""
    school_name: str = ""
    school_urn: str = ""
    numbers: tuple[SaidNumber, ...] = ()
    addresses: tuple[SaidAddress, ...] = ()

    @property
    def name(self) -> str:
        """The whole name in the order of speech; what they are known by where no name was sent."""
        return " ".join(part for part in (self.forename, self.surname) if part) or self.known_as


@dataclass(frozen=True, slots=True)
class SaidRecord:
    """One statutory episode, placement, step or absence that a row tells of a person.

    `codes` and `words` go by the column names of the standard; words may identify somebody.
    """

    kind: str
    started_on: date | None = None
    ended_on: date | None = None
    codes: Mapping[str, str | tuple[str, ...]] | None = None
    words: Mapping[str, str] | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class FileRow:
    """One row of a file: who it is about, unless it was refused, and everything that was wrong.

    Rows of several sheets may be about one person: they have the same `key_type` and `key`.
    """

    sheet: str
    row: int
    person: SaidPerson | None
    records: tuple[SaidRecord, ...] = ()
    problems: tuple[Problem, ...] = ()


class Format(Protocol):
    """A standard that Concord reads. Each is registered once, in `exchange.formats.FORMATS`."""

    code: str
    title: str

    def recognises(self, path: Path) -> bool:
        """Whether a file looks like this standard, from its beginning; never raises."""

    def read(self, path: Path, *, codes: Codes, today: date) -> Iterator[FileRow]:
        """Yield the rows in the order of the file, in bounded memory.

        Raises FileUnreadable when the file as a whole cannot be used, also part of the way through.
        """
