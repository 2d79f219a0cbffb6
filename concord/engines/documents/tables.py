"""The one writer of tables that leave: every cell is a text, a number or a day; never a formula.

A spreadsheet program runs a text that begins with "=" and some others. In XLSX such a text is
marked as text; in CSV it gets an apostrophe in front, which `read_csv` takes off again.
"""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from concord.kernel.clocks import LONDON

Cell = str | int | float | Decimal | date | datetime | None
MARKING = "OFFICIAL-SENSITIVE"
_APOSTROPHE = "'"
# What makes a program calculate, also behind blanks, in wide letters, or behind our own mark.
_CALCULATES = re.compile(r"[\s\ufeff\0]*[=+\-@|%＝＋－＠']|[\t\r\n]")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LONGEST = 32_767


@dataclass(frozen=True)
class Table:
    """A table that leaves: its name, its columns, and rows of as many cells."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    notes: Sequence[str] = ()


class CellTooLong(ValueError):
    """A text does not fit into a cell of a spreadsheet, and would be cut off without a word."""


def as_csv(table: Table) -> bytes:
    """Return a table as comma-separated values in UTF-8, its columns first."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, quoting=csv.QUOTE_ALL)
    writer.writerow([_harmless(name) for name in table.columns])
    for row in table.rows:
        writer.writerow([_csv_text(cell) for cell in row])
    return file.getvalue().encode("utf-8")


def read_csv(data: bytes) -> list[list[str]]:
    """Return the rows of comma-separated values as texts, exactly as they were before `as_csv`."""
    file = io.StringIO(data.decode("utf-8-sig"), newline="")
    return [[_as_it_was(text) for text in row] for row in csv.reader(file, strict=True)]


def as_xlsx(table: Table) -> bytes:
    """Return a table as an Excel workbook. Raise CellTooLong rather than cut a text off."""
    _refuse_long_texts(table)
    book = Workbook(write_only=True)
    book.properties.creator = "Concord"
    sheet = book.create_sheet(_sheet_name(table.title))
    sheet.freeze_panes = "A2"
    sheet.oddHeader.center.text = sheet.oddFooter.center.text = MARKING
    sheet.append([_cell(sheet, name, bold=True) for name in table.columns])
    for row in table.rows:
        sheet.append([_cell(sheet, cell) for cell in row])
    if table.notes:
        about = book.create_sheet("About")
        for note in (MARKING, *table.notes):
            about.append([_cell(about, note)])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _csv_text(cell: Cell) -> str:
    return _harmless(cell) if isinstance(cell, str) else "" if cell is None else str(cell)


def _harmless(text: str) -> str:
    return _APOSTROPHE + text if _CALCULATES.match(text) else text


def _as_it_was(text: str) -> str:
    inner = text.removeprefix(_APOSTROPHE)
    return inner if inner != text and _CALCULATES.match(inner) else text


def _cell(sheet: WriteOnlyWorksheet, value: Cell, *, bold: bool = False) -> WriteOnlyCell:
    if isinstance(value, datetime):
        # Spreadsheets know no time zones: the clock on the wall in England.
        value = value.astimezone(LONDON).replace(tzinfo=None)
    if isinstance(value, str) and value:
        cell = WriteOnlyCell(sheet, "")
        cell.value = _UNPRINTABLE.sub("\ufffd", value)
        cell.data_type = "s"
    else:
        cell = WriteOnlyCell(sheet, value if value != "" else None)
    if bold:
        cell.font = Font(bold=True)
    return cell


def _refuse_long_texts(table: Table) -> None:
    for cell in (cell for row in table.rows for cell in row):
        if isinstance(cell, str) and len(cell) > _LONGEST:
            raise CellTooLong(f"A text of {len(cell)} characters does not fit into a cell.")


def _sheet_name(title: str) -> str:
    return re.sub(r"[\[\]:*?/\\']", " ", title)[:31].strip() or "Table"
