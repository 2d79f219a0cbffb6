"""Open a spreadsheet, whatever it is called, by what it holds."""

from pathlib import Path

from concord.exchange.rows import FileUnreadable
from concord.exchange.sheets.grid import Book
from concord.exchange.sheets.separated import open_separated
from concord.exchange.sheets.workbook import open_workbook

_ZIP, _OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


def open_book(path: Path) -> Book:
    """Open a workbook or a file of separated values. Raise FileUnreadable with what to do."""
    with path.open("rb") as file:
        start = file.read(4)
    if start == _OLD_EXCEL:
        raise FileUnreadable(
            "This is a workbook of Excel 2003 or before, or one with a password. Save it as an"
            " Excel workbook (xlsx) without a password and send that."
        )
    return open_workbook(path) if start == _ZIP else open_separated(path)
