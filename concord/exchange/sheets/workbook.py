"""Excel workbooks, read row by row; nothing is calculated and nothing is fetched."""

import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.utils.exceptions import InvalidFileException

from concord.exchange.rows import FileUnreadable
from concord.exchange.sheets.grid import (
    MOST_COLUMNS,
    About,
    Book,
    Cell,
    Fault,
    Formula,
    Merged,
    column_of,
    letter,
)

MOST_UNPACKED = 600_000_000
MOST_COMPRESSED = 200
MOST_MEMBERS = 2_000
_SMALL = 1_000_000
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell [^>]*ref="([A-Z]{1,3})(\d+):([A-Z]{1,3})(\d+)"')
_END_OF_CELLS = b"sheetData>"
_MOST_MERGED_CELLS = 20_000
_DAMAGE = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, RuntimeError, ValueError,
    KeyError, IndexError, TypeError, AttributeError, InvalidFileException, ParseError,
)  # fmt: skip


@dataclass(frozen=True)
class WorkbookSheet:
    """One sheet of a workbook."""

    path: Path
    name: str
    place: int

    def rows(self) -> Iterator[tuple[int, list[Cell]]]:
        """Yield the rows that hold anything."""
        with _told(), _opened(self.path) as book:
            sheet = book.worksheets[self.place]
            # What a sheet says of its size may be a lie, or missing.
            sheet.reset_dimensions()
            merged = _merged_cells(self.path, sheet._worksheet_path)
            for number, cells in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), start=1):
                row = [_cell_of(cell) for cell in cells]
                for column, into in merged.get(number, {}).items():
                    row += [None] * (column + 1 - len(row))
                    row[column] = Merged(into)
                while row and row[-1] in (None, ""):
                    row.pop()
                if any(cell not in (None, "") for cell in row):
                    yield number, row


def open_workbook(path: Path) -> Book:
    """Open a workbook. Raise FileUnreadable for one that is damaged, locked or a trap."""
    _refuse_traps(path)
    with _told(), _opened(path) as book:
        sheets = [
            WorkbookSheet(path, sheet.title, place)
            for place, sheet in enumerate(book.worksheets)
            if sheet.sheet_state == "visible"
        ]
        hidden = [sheet.title for sheet in book.worksheets if sheet.sheet_state != "visible"]
        from_1904 = book.epoch == CALENDAR_MAC_1904
    notes = [f"The hidden sheet “{title}” was not read." for title in hidden]
    if from_1904:
        notes.append("The workbook counts days from 1904, as old Macs did; dates are read so.")
    return Book(About(counts_from_1904=from_1904, notes=tuple(notes)), sheets)


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    with warnings.catch_warnings():
        # Styles and extensions that it does not know; nothing of them is used.
        warnings.simplefilter("ignore")
        book = load_workbook(path, read_only=True, data_only=False, keep_links=False)
        try:
            yield book
        finally:
            book.close()


def _cell_of(cell: Any) -> Cell:
    value = cell.value
    if value is None:
        return None
    if cell.data_type == "f":
        return Formula(str(value)[:200])
    if cell.data_type == "e":
        return Fault(str(value)[:20])
    if isinstance(value, str | bool | int | float | datetime | date):
        return value
    return value.isoformat() if isinstance(value, time) else str(value)


def _merged_cells(path: Path, member: str) -> dict[int, dict[int, str]]:
    """Return the covered cells of merged ones, by row and column: they stand behind all rows."""
    covered: dict[int, dict[int, str]] = {}
    left = _MOST_MERGED_CELLS
    for first, top, last, bottom in _MERGED.findall(_after_the_cells(path, member)):
        start, end = column_of(first.decode()), min(column_of(last.decode()), MOST_COLUMNS - 1)
        into = f"{letter(start)}{int(top)}"
        for row in range(int(top), int(bottom) + 1):
            for column in range(start, end + 1):
                if (row, column) != (int(top), start) and left:
                    covered.setdefault(row, {})[column] = into
                    left -= 1
    return covered


def _after_the_cells(path: Path, member: str) -> bytes:
    with zipfile.ZipFile(path) as archive, archive.open(member.lstrip("/")) as file:
        kept = b""
        ended = False
        while piece := file.read(_SMALL):
            kept = (kept if ended else kept[-len(_END_OF_CELLS) :]) + piece
            if not ended and (at := kept.find(b"</")) >= 0:
                at = kept.find(_END_OF_CELLS, at)
                ended = at >= 0
                kept = kept[at:] if ended else kept
            if len(kept) > 4 * _SMALL:
                break
        return kept if ended else b""


def _refuse_traps(path: Path) -> None:
    with _told(), zipfile.ZipFile(path) as archive:
        members = archive.infolist()
        if any(member.flag_bits & 0x1 for member in members):
            raise FileUnreadable("The workbook has a password. Take it off and send it again.")
        unpacked = sum(member.file_size for member in members)
        if len(members) > MOST_MEMBERS or unpacked > MOST_UNPACKED or any(map(_is_trap, members)):
            raise FileUnreadable(
                "The workbook unpacks to far more than its size, as a trap would. Copy its cells to"
                " a new workbook and send that."
            )


def _is_trap(member: zipfile.ZipInfo) -> bool:
    packed_oddly = member.compress_type not in _METHODS
    return packed_oddly or (
        member.file_size > _SMALL and member.file_size > member.compress_size * MOST_COMPRESSED
    )


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except FileUnreadable:
        raise
    except _DAMAGE as error:
        raise FileUnreadable(
            "The workbook is damaged or is no Excel workbook (xlsx). Open it, save it again and"
            " send that."
        ) from error
