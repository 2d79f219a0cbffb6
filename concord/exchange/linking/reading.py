"""Read the people of a spreadsheet or CSV to link them: which column says what is proposed."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from uuid import UUID

from concord.exchange.rows import FileRow, FileUnreadable, Problem, SaidPerson
from concord.exchange.sheets.cells import text_of
from concord.exchange.sheets.columns import NUMBERS, Meaning
from concord.exchange.sheets.grid import Cell, Sheet, letter
from concord.exchange.sheets.headings import Headings, headings_of
from concord.exchange.sheets.mapped import meanings_of
from concord.exchange.sheets.opening import open_book
from concord.exchange.sheets.reading import Column, Frame, read_row
from concord.registers.subjects.matching import Traits

# What the model compares; whatever else a file says takes no part in linking.
COMPARED = (
    Meaning.NAME, Meaning.FORENAME, Meaning.SURNAME, Meaning.ALSO_KNOWN_AS, Meaning.BORN_ON,
    Meaning.SEX, Meaning.POSTCODE, Meaning.ADDRESS, *NUMBERS,
)  # fmt: skip
_NAMES = {Meaning.NAME, Meaning.FORENAME, Meaning.SURNAME}


@dataclass(frozen=True)
class Asked:
    """What somebody says of the files: what columns mean, by heading, where the proposal is wrong;
    the column with the sender's own reference, and the one that says who is who, to score by.
    """

    meanings: Mapping[str, Meaning] = field(default_factory=dict)
    key: str = ""
    truth: str = ""


@dataclass(frozen=True)
class Entry:
    """One record that is linked: where it stands, what it says, and who it is where that is known.

    `person` is the truth, to score by and never to link by; `subject_id` an entry of the register.
    """

    id: str
    source: str
    row: int
    key: str
    name: str
    traits: Traits
    person: str = ""
    subject_id: UUID | None = None


@dataclass
class People:
    """A file that was read: which column says what, its entries, and what is wrong with them."""

    name: str
    columns: dict[str, Meaning] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    has_sheets: bool = False

    def place_of(self, problem: Problem) -> str:
        """Return in which file a problem is, and on which sheet where there are several."""
        return f"{self.name}, {problem.sheet}" if self.has_sheets else self.name

    def in_words(self) -> list[str]:
        """Return what is read from which column, in lines for a screen and for the report."""
        return [f"{meaning.label}: {heading}" for heading, meaning in self.columns.items()]


def read_people(path: Path, number: int, *, asked: Asked, today: date) -> People:
    """Return the people on every sheet of a file. `number` tells the files of one run apart.

    Raises FileUnreadable where the file cannot be used at all.
    """
    book = open_book(path)
    found = People(path.name, has_sheets=len(book.sheets) > 1)
    frame = Frame({}, today, book.about.counts_from_1904)
    for place, sheet in enumerate(book.sheets):
        _read_sheet(found, sheet, f"{number}.{place}", asked, frame)
    if not found.entries:
        raise FileUnreadable(
            f"In {path.name} no column was recognised as a name, or none has anybody in it."
            " Say which: --column surname=HEADING"
        )
    return found


def _read_sheet(found: People, sheet: Sheet, prefix: str, asked: Asked, frame: Frame) -> None:
    headings = headings_of(sheet)
    columns = _columns(sheet, headings, asked, frame.today)
    if not {column.meaning for column in columns} & _NAMES:
        return
    found.columns |= {headings.names[column.at]: column.meaning for column in columns}
    marks = [_place(headings, heading, found.name) for heading in (asked.key, asked.truth)]
    for line, cells in _lines(sheet, headings):
        row = read_row(sheet.name, line, cells, columns, frame)
        key, truth = (_cell(cells, at) for at in marks)
        found.problems += row.problems
        if row.person is not None:
            found.entries.append(_entry(found, f"{prefix}-{line}", row, row.person, key, truth))


def _columns(sheet: Sheet, headings: Headings, asked: Asked, today: date) -> list[Column]:
    stated = {heading: means for heading, means in asked.meanings.items() if heading}
    return [
        Column(at, f"{letter(at)} ({heading})", meaning)
        for at, (heading, (meaning, _)) in enumerate(
            meanings_of(sheet, stated, today=today).items()
        )
        if meaning in COMPARED and heading not in (asked.key, asked.truth)
    ]


def _lines(sheet: Sheet, headings: Headings) -> Iterator[tuple[int, Sequence[Cell]]]:
    for number, cells in sheet.rows():
        if number > headings.row and any(cell not in (None, "") for cell in cells):
            yield number, cells


def _place(headings: Headings, heading: str, file: str) -> int | None:
    if heading and heading not in headings.names:
        raise FileUnreadable(f"{file} has no column {heading}.")
    return headings.names.index(heading) if heading else None


def _cell(cells: Sequence[Cell], at: int | None) -> str:
    return "" if at is None or at >= len(cells) else text_of(cells[at]).value or ""


def _entry(
    found: People, key: str, row: FileRow, person: SaidPerson, reference: str, truth: str
) -> Entry:
    home = person.addresses[0] if person.addresses else None
    traits = Traits(
        (person.name, *person.also_known_as),
        person.born_on,
        person.sex if person.sex in ("M", "F") else "",
        home.postcode if home else "",
        _first_line(home.lines) if home else "",
        frozenset((number.type, number.value) for number in person.numbers),
    )
    return Entry(key, found.name, row.row, reference or person.key, person.name, traits, truth)


def _first_line(lines: str) -> str:
    """Return the first part of an address that names more than a number, with the number."""
    first = re.match(r"[^,]*[^\W\d][^,]*|\s*\d+\w?\s*,[^,]*", lines)
    return first[0].replace(",", " ") if first else lines
