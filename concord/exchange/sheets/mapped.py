"""A spreadsheet whose columns somebody has given a meaning, read into rows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path

from concord.exchange.rows import Codes, FileRow, FileUnreadable, Problem
from concord.exchange.sheets.columns import MAY_REPEAT, Meaning, propose
from concord.exchange.sheets.grid import Cell, Sheet, letter
from concord.exchange.sheets.headings import headings_of
from concord.exchange.sheets.opening import open_book
from concord.exchange.sheets.reading import Column, Frame, read_row
from concord.exchange.sheets.repeats import Repeats

_SAMPLE = 200

# Meanings by heading, for each sheet that is read.
Mapped = Mapping[str, Mapping[str, Meaning]]


@dataclass(frozen=True)
class Spreadsheet:
    """A format made of a mapping: it reads the sheets that the mapping names, and no others."""

    mapped: Mapped
    code: str = "spreadsheet"
    title: str = "Spreadsheet"

    def recognises(self, path: Path) -> bool:
        """Whether the file has one of the sheets of the mapping, with all of its headings."""
        try:
            return any(self._fits(sheet) for sheet in open_book(path).sheets)
        except FileUnreadable:
            return False

    def read(self, path: Path, *, codes: Codes, today: date) -> Iterator[FileRow]:
        """Yield the rows of the mapped sheets, with what was wrong with each.

        Raises FileUnreadable, also part of the way through.
        """
        book = open_book(path)
        frame = Frame(codes, today, book.about.counts_from_1904)
        repeats = Repeats()
        for note in book.about.notes:
            yield FileRow("", 0, None, (), (Problem("", 0, "", "", "", note),))
        for sheet in book.sheets:
            if sheet.name in self.mapped and self._fits(sheet):
                yield from _rows_of(sheet, self.mapped[sheet.name], frame, repeats)

    def _fits(self, sheet: Sheet) -> bool:
        wanted = self.mapped.get(sheet.name)
        return bool(wanted) and set(wanted or ()) <= set(headings_of(sheet).names)


def meanings_of(
    sheet: Sheet, stated: Mapping[str, Meaning], *, today: date
) -> dict[str, tuple[Meaning, str]]:
    """Return what each heading of a sheet is taken to mean, and what speaks for it in words.

    As somebody states it, else as heading and content propose; what somebody states of one column
    is not proposed for another as well.
    """
    headings = headings_of(sheet)
    below = (cells for number, cells in sheet.rows() if number > headings.row)
    found = {}
    for one in propose(headings.names, islice(below, _SAMPLE), today=today):
        if one.heading in stated:
            found[one.heading] = (stated[one.heading], "You say so")
        elif one.meaning in MAY_REPEAT or one.meaning not in stated.values():
            found[one.heading] = (one.meaning, one.because)
        else:
            found[one.heading] = (Meaning.IGNORE, "You say it of another column")
    return found


def _rows_of(
    sheet: Sheet, meanings: Mapping[str, Meaning], frame: Frame, repeats: Repeats
) -> Iterator[FileRow]:
    headings = headings_of(sheet)
    columns = [
        Column(at, f"{letter(at)} ({name})", meanings.get(name, Meaning.IGNORE))
        for at, name in enumerate(headings.names)
    ]
    wanted = [column for column in columns if column.meaning != Meaning.IGNORE]
    for number, cells in sheet.rows():
        if number > headings.row and any(_said(cells, column) for column in wanted):
            yield repeats.checked(read_row(sheet.name, number, cells, wanted, frame))


def _said(cells: list[Cell], column: Column) -> bool:
    return column.at < len(cells) and cells[column.at] not in (None, "")
