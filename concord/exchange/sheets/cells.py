"""What one cell says: a text, a day or an identifier, and what a data officer should know of it.

Every answer comes with words where something was changed or could not be read; whoever calls says
in which row and column.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Generic, TypeVar

from concord.exchange.sheets.grid import Cell, Fault, Formula, Merged

Kind = TypeVar("Kind")
# No-break and narrow spaces, marks of direction and of byte order, and what joins letters.
_BLANKS = re.compile(r"[\s\u00a0\u1680\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000\ufeff]+")
_DAY_FIRST = re.compile(r"(\d{1,2})\s*[./\-\s]\s*(\d{1,2})\s*[./\-\s]\s*(\d{4}|\d{2})")
_YEAR_FIRST = re.compile(r"(\d{4})\s*[./\-]\s*(\d{1,2})\s*[./\-]\s*(\d{1,2})")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_IN_WORDS = re.compile(
    r"(?:[a-z]{3,9},?\s+)?(\d{1,2})(?:st|nd|rd|th)?[\s\-]+([a-z]{3,9})\.?,?[\s\-]+(\d{4}|\d{2})"
)
_YEAR_AND_WORD = re.compile(r"(\d{4})[\s\-/.]+([a-z]{3,9})[\s\-/.]+(\d{1,2})")
_CLOCK = re.compile(r"[T\s]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s*(Z|[ap]m)?$", re.IGNORECASE)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SHORTENED = re.compile(r"\d(\.\d+)?E\+?\d+", re.IGNORECASE)
_WHOLE = 2**53
# Days as a spreadsheet counts them: 1 January 1920 to 31 December 2099.
_SERIALS = range(7306, 73051)
_FROM_1900, _FROM_1904 = date(1899, 12, 30), date(1904, 1, 1)
_MONTH_FIRST = "This is no date with the day first (day, month, year). Enter it as DD/MM/YYYY."


@dataclass(frozen=True, slots=True)
class Read(Generic[Kind]):
    """What a cell says, or None; the words say what was wrong, or only what was noticed."""

    value: Kind | None
    wrong: str = ""
    noticed: str = ""


def text_of(cell: Cell) -> Read[str]:
    """Return a cell as text: every kind of blank made one space, without those at its ends."""
    if cell is None or isinstance(cell, Formula | Merged | Fault):
        return Read(None, _why_no_text(cell))
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < _WHOLE:
        return Read(f"{cell:.0f}")
    if isinstance(cell, datetime):
        return Read(f"{cell:%Y-%m-%d}")
    return Read(_BLANKS.sub(" ", str(cell)).strip() or None)


def _why_no_text(cell: Formula | Merged | Fault | None) -> str:
    if isinstance(cell, Formula):
        return (
            "This cell holds a formula, which is not calculated here. Copy the column and paste it"
            " as values."
        )
    if isinstance(cell, Merged):
        return f"This cell is merged with {cell.into}. Unmerge the cells and fill in each row."
    return f"The spreadsheet shows {cell.text} here. Correct the cell." if cell else ""


def identifier_of(cell: Cell) -> Read[str]:
    """Return an identifier as text, with a word where the spreadsheet may have harmed it."""
    read = text_of(cell)
    if read.value is None:
        return read
    value = read.value.removeprefix("'").strip()
    if _SHORTENED.fullmatch(value):
        return Read(
            None,
            "The spreadsheet has shortened this number and its last digits are lost. Format the"
            " column as text, enter the number again and send the file.",
        )
    if isinstance(cell, float) and not cell.is_integer():
        return Read(None, "This number has a decimal point. Format the column as text.")
    noticed = ""
    if isinstance(cell, str) and cell.strip(" '") != value:
        noticed = "There were blanks around this number, or an invisible mark: they were taken off."
    return Read(value, noticed=noticed)


def day_of(cell: Cell, *, counts_from_1904: bool, today: date) -> Read[date]:
    """Return the day that a cell holds: a date, a text with the day first or the year first (ISO),
    or a count of days. Two-digit years are read as the latest year that is not to come.
    """
    if isinstance(cell, datetime):
        return Read(cell.date())
    if isinstance(cell, date):
        return Read(cell)
    read = text_of(cell)
    if read.value is None:
        return Read(None, read.wrong)
    typed = _CLOCK.sub("", read.value.removeprefix("'")).strip().lower()
    if re.fullmatch(r"\d{4,5}", typed):
        return _counted(int(typed), counts_from_1904=counts_from_1904)
    return _written(typed, today)


def _counted(number: int, *, counts_from_1904: bool) -> Read[date]:
    if number not in _SERIALS:
        return Read(None, "This is not a date. Enter it as DD/MM/YYYY.")
    day = (_FROM_1904 if counts_from_1904 else _FROM_1900) + timedelta(days=number)
    return Read(
        day,
        noticed=f"The cell holds a count of days, read as {day:%d/%m/%Y}. Format the column as a"
        " date.",
    )


def _written(typed: str, today: date) -> Read[date]:
    for pattern in (_YEAR_FIRST, _COMPACT):
        if found := pattern.fullmatch(typed):
            year, month, day = (int(part) for part in found.groups())
            return _real(year, month, day)
    if found := _DAY_FIRST.fullmatch(typed):
        first, second, year = found.groups()
        if int(second) > 12 >= int(first):
            return Read(None, _MONTH_FIRST)
        return _real_of_century(year, int(second), int(first), today)
    found = _YEAR_AND_WORD.fullmatch(typed)
    if found and found[2][:3] in _MONTHS:
        return _real(int(found[1]), _MONTHS.index(found[2][:3]) + 1, int(found[3]))
    found = _IN_WORDS.fullmatch(typed)
    if found and found[2][:3] in _MONTHS:
        month = _MONTHS.index(found[2][:3]) + 1
        return _real_of_century(found[3], month, int(found[1]), today)
    return Read(None, "This is not a date. Enter it as DD/MM/YYYY.")


def _real_of_century(year: str, month: int, day: int, today: date) -> Read[date]:
    if len(year) == 4:
        return _real(int(year), month, day)
    century = today.year // 100 * 100
    full = century + int(year) if century + int(year) <= today.year else century - 100 + int(year)
    read = _real(full, month, day)
    if read.value is None:
        return read
    return Read(read.value, noticed=f"The year has two digits: read as {full}. Write all four.")


def _real(year: int, month: int, day: int) -> Read[date]:
    try:
        return Read(date(year, month, day))
    except ValueError:
        return Read(None, "There is no such day. Enter it as DD/MM/YYYY.")
