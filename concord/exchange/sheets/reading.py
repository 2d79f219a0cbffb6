"""One row of a mapped sheet: who it is about, and a line for everything that cannot be used."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from concord.exchange.rows import (
    Codes,
    FileRow,
    Problem,
    Refused,
    SaidAddress,
    SaidNumber,
    SaidPerson,
)
from concord.exchange.sheets.cells import Read, day_of, identifier_of, text_of
from concord.exchange.sheets.columns import NUMBERS, SEXES, Meaning, code_of
from concord.exchange.sheets.grid import Cell, Merged
from concord.kernel.identifiers import IdentifierType, check

Kind = TypeVar("Kind")
_LONGEST = {Meaning.FORENAME: 99, Meaning.SURNAME: 99, Meaning.NAME: 200, Meaning.ADDRESS: 100,
            Meaning.ALSO_KNOWN_AS: 200, Meaning.SCHOOL: 200, Meaning.POSTCODE: 8}  # fmt: skip
_LONGEST_NUMBER = 40
_OLDEST = 120


@dataclass(frozen=True)
class Column:
    """A column that is read: where it is, how a data officer finds it, and what it means."""

    at: int
    called: str
    meaning: Meaning


@dataclass(frozen=True)
class Frame:
    """What every row is read against: code sets, today, and from when the file counts its days."""

    codes: Codes
    today: date
    counts_from_1904: bool


class _Reader:
    """One row while it is read: what it said so far, and what was wrong."""

    def __init__(self, sheet: str, number: int, key: str, frame: Frame) -> None:
        self.sheet, self.number, self.key, self.frame = sheet, number, key, frame
        self.problems: list[Problem] = []
        self.said: dict[Meaning, list[str]] = {}
        self.days: dict[Meaning, date] = {}
        self.numbers: list[SaidNumber] = []

    def note(self, column: str, cell: Cell, reason: str, refused: Refused = "") -> None:
        shown = getattr(cell, "text", cell)
        value = "" if shown is None or isinstance(shown, Merged) else str(shown)
        self.problems.append(
            Problem(self.sheet, self.number, self.key, column, value[:200], reason, refused)
        )

    def take(self, column: Column, cell: Cell, read: Read[Kind]) -> Kind | None:
        """Return what was read, once everything about it is noted."""
        if read.wrong:
            self.note(column.called, cell, read.wrong, "field")
        elif read.noticed:
            self.note(column.called, cell, read.noticed)
        return read.value


def read_row(
    sheet: str, number: int, cells: Sequence[Cell], columns: Sequence[Column], frame: Frame
) -> FileRow:
    """Return one row. It is refused whole where it names nobody, in a name or in a number."""
    key_type, key = _key_of(cells, columns)
    reader = _Reader(sheet, number, key, frame)
    for column in columns:
        cell = cells[column.at] if column.at < len(cells) else None
        if cell not in (None, ""):
            _HOW.get(column.meaning, _text)(reader, column, cell)
    person = _person(reader, key_type)
    if not (person.name or person.numbers):
        reader.note("", None, "The row has neither a name nor a number of anybody.", "row")
        return FileRow(sheet, number, None, (), tuple(reader.problems))
    return FileRow(sheet, number, person, (), tuple(reader.problems))


def _person(reader: _Reader, key_type: str) -> SaidPerson:
    def one(meaning: Meaning) -> str:
        return " ".join(reader.said.get(meaning, ()))

    lines = ", ".join(reader.said.get(Meaning.ADDRESS, ()))[:300]
    postcode = one(Meaning.POSTCODE)
    born_on = reader.days.get(Meaning.BORN_ON)
    forename, surname = one(Meaning.FORENAME), one(Meaning.SURNAME)
    if not (forename or surname):
        forename, surname = _parts(one(Meaning.NAME))
    return SaidPerson(
        key_type=key_type,
        key=reader.key,
        forename=forename,
        surname=surname,
        also_known_as=tuple(reader.said.get(Meaning.ALSO_KNOWN_AS, ())),
        born_on=born_on,
        born_precision="day" if born_on else "unknown",
        expected_on=reader.days.get(Meaning.EXPECTED_ON),
        sex=one(Meaning.SEX) or "U",
        ethnicity=one(Meaning.ETHNICITY),
        school_name=one(Meaning.SCHOOL),
        numbers=tuple(reader.numbers),
        addresses=(SaidAddress(lines, postcode),) if lines or postcode else (),
    )


def _parts(name: str) -> tuple[str, str]:
    """Return a whole name as forename and surname; one with a comma has its surname first."""
    before, comma, after = (part.strip() for part in name.partition(","))
    if comma and after:
        return after, before
    forename, _, surname = before.rpartition(" ")
    return (forename, surname) if forename else (surname, "")


def _key_of(cells: Sequence[Cell], columns: Sequence[Column]) -> tuple[str, str]:
    """Return the number by which the sender knows the person: an ID of the council before others"""
    found = {
        column.meaning: identifier_of(cells[column.at]).value
        for column in columns
        if column.meaning in NUMBERS and column.at < len(cells)
    }
    for kind in (Meaning.LA_CHILD, Meaning.NHS, *NUMBERS):
        if value := found.get(kind):
            return kind.value, value[:_LONGEST_NUMBER]
    return "", ""


def _text(reader: _Reader, column: Column, cell: Cell) -> None:
    value = reader.take(column, cell, text_of(cell))
    most = _LONGEST.get(column.meaning, 100)
    if value and len(value) > most:
        reader.note(column.called, cell, f"This has more than {most} characters.", "field")
    elif value:
        reader.said.setdefault(column.meaning, []).append(value)


def _sex(reader: _Reader, column: Column, cell: Cell) -> None:
    value = reader.take(column, cell, text_of(cell))
    if value and (code := SEXES.get(code_of(value).casefold())):
        reader.said[Meaning.SEX] = [code]
    elif value:
        reader.note(column.called, cell, "This must be M, F or U, or Male or Female.", "field")


def _ethnicity(reader: _Reader, column: Column, cell: Cell) -> None:
    value = code_of(reader.take(column, cell, text_of(cell)) or "").upper()
    if value and value in reader.frame.codes.get("ethnicity", frozenset()):
        reader.said[Meaning.ETHNICITY] = [value]
    elif value:
        reason = "This is no code of the Department for Education, such as WBRI or APKN."
        reader.note(column.called, cell, reason, "field")


def _day(reader: _Reader, column: Column, cell: Cell) -> None:
    frame = reader.frame
    read = day_of(cell, counts_from_1904=frame.counts_from_1904, today=frame.today)
    day = reader.take(column, cell, read)
    if day is None:
        return
    if column.meaning == Meaning.BORN_ON and day > frame.today:
        reader.note(column.called, cell, "This birth date is still to come.", "field")
    elif frame.today.year - day.year > _OLDEST:
        reason = f"This is more than {_OLDEST} years ago. Check the century."
        reader.note(column.called, cell, reason, "field")
    else:
        reader.days[column.meaning] = day


def _number(reader: _Reader, column: Column, cell: Cell) -> None:
    value = reader.take(column, cell, identifier_of(cell))
    if not value:
        return
    if len(value) > _LONGEST_NUMBER:
        reader.note(column.called, cell, "This is far too long for a number.", "field")
        return
    kind = IdentifierType(column.meaning.value)
    checked = check(kind, value)
    if checked.warning:
        reader.note(column.called, cell, checked.warning)
    reader.numbers.append(SaidNumber(kind.value, checked.value))


_HOW: dict[Meaning, Callable[[_Reader, Column, Cell], None]] = {
    Meaning.SEX: _sex,
    Meaning.ETHNICITY: _ethnicity,
    Meaning.BORN_ON: _day,
    Meaning.EXPECTED_ON: _day,
    **dict.fromkeys(NUMBERS, _number),
}
