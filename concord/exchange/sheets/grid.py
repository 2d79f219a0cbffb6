"""What a spreadsheet is once it is open: sheets of rows of cells, each as the file has it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

MOST_COLUMNS = 200
Value = str | int | float | bool | date | datetime | None


@dataclass(frozen=True, slots=True)
class Formula:
    """A cell that calculates. It is never calculated here, and its last result is not taken."""

    text: str


@dataclass(frozen=True, slots=True)
class Merged:
    """A cell that is part of a merged one; `into` is where its content stands."""

    into: str


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell that holds an error of the spreadsheet program, such as #REF!."""

    text: str


Cell = Value | Formula | Merged | Fault


@dataclass(frozen=True)
class About:
    """What is known of a file beside its cells: how its texts are encoded, and from which year it
    counts its days (1900, or 1904 on old Macs). `notes` are for whoever sent it.
    """

    encoding: str = ""
    delimiter: str = ""
    counts_from_1904: bool = False
    notes: Sequence[str] = field(default_factory=tuple)


class Sheet(Protocol):
    """One sheet. Its rows may be asked for several times, each time from the first."""

    @property
    def name(self) -> str: ...

    def rows(self) -> Iterator[tuple[int, list[Cell]]]:
        """Yield the rows that hold anything, each with its number as a spreadsheet shows it."""


@dataclass(frozen=True)
class Book:
    """An opened file."""

    about: About
    sheets: Sequence[Sheet]


def letter(column: int) -> str:
    """Return the letters of a column, counted from 0: A, B, … Z, AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_of(letters: str) -> int:
    """Return the column, counted from 0, that letters name."""
    number = 0
    for one in letters:
        number = number * 26 + ord(one) - 64
    return number - 1
