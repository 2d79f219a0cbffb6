"""Read a date from three boxes as people type it: 3, 03, March, mar."""

from dataclasses import dataclass
from datetime import date

MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip


@dataclass(frozen=True)
class DateProblem(Exception):
    """Why what was typed is not a date, and the first box to mend."""

    says: str
    box: str


@dataclass(frozen=True)
class PartialDate:
    """A date of which only the year, or the month and year, may be known."""

    on: date
    precision: str


def read_date(day: str, month: str, year: str) -> date:
    """Return the date. Raise DateProblem, whose words follow "Date of birth"."""
    missing = [
        box for box, typed in (("day", day), ("month", month), ("year", year)) if not typed.strip()
    ]
    if missing:
        raise DateProblem(f"must include a {' and a '.join(missing)}", missing[0])
    number = _year(year)
    month_number = _month(month)
    try:
        return date(number, month_number, _whole(day))
    except ValueError:
        raise DateProblem("must be a real date", "day") from None


def read_partial_date(day: str, month: str, year: str) -> PartialDate:
    """Return a date that may lack its day, or its day and month. Raise DateProblem."""
    if day.strip():
        return PartialDate(read_date(day, month, year), "day")
    if not year.strip():
        raise DateProblem("must include a year", "year")
    if month.strip():
        return PartialDate(read_date("1", month, year), "month")
    return PartialDate(read_date("1", "1", year), "year")


def _year(typed: str) -> int:
    text = typed.strip()
    if not (text.isascii() and text.isdigit()) or len(text) != 4:
        raise DateProblem("must have a year of 4 numbers, like 2011", "year")
    return int(text)


def _month(typed: str) -> int:
    text = typed.strip().casefold()
    if text.isascii() and text.isdigit() and 1 <= int(text) <= 12:
        return int(text)
    if len(text) >= 3:
        for number, name in enumerate(MONTHS, start=1):
            if name.startswith(text):
                return number
    raise DateProblem("must have a real month", "month")


def _whole(typed: str) -> int:
    text = typed.strip()
    if not (text.isascii() and text.isdigit()):
        raise ValueError(typed)
    return int(text)
