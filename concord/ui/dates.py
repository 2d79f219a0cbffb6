"""Read a date from three boxes, and a time from a fourth, as people type them."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from concord.kernel.clocks import LONDON

MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip

DATE_BOXES = ("day", "month", "year")
_CLOCK = re.compile(r"(\d{1,2})(?:[:.]?(\d{2}))?\s*([ap])\.?\s*m\.?|(\d{1,2})[:.]?(\d{2})")


class DateProblem(Exception):
    """Why what was typed is not a date or time, and which boxes to mend."""

    def __init__(self, says: str, *boxes: str) -> None:
        super().__init__(says)
        self.says = says
        self.boxes = boxes


@dataclass(frozen=True)
class PartialDate:
    """A date of which only the year, or the month and year, may be known.

    `on` is the first day that it can be; `precision` is "day", "month" or "year".
    """

    on: date
    precision: str


def read_date(day: str, month: str, year: str) -> date:
    """Return the date. Raise DateProblem, whose words follow "Date of birth"."""
    typed = zip(DATE_BOXES, (day, month, year), strict=True)
    missing = [box for box, text in typed if not text.strip()]
    if missing:
        raise DateProblem(f"must include a {' and a '.join(missing)}", *missing)
    year_number, month_number = _year(year), _month(month)
    try:
        return date(year_number, month_number, _day(day))
    except ValueError:
        raise DateProblem("must be a real date", *DATE_BOXES) from None


def read_partial_date(day: str, month: str, year: str) -> PartialDate:
    """Return a date that may lack its day, or its day and month. Raise DateProblem."""
    if day.strip():
        return PartialDate(read_date(day, month, year), "day")
    if not year.strip():
        raise DateProblem("must include a year", "year")
    if month.strip():
        return PartialDate(read_date("1", month, year), "month")
    return PartialDate(read_date("1", "1", year), "year")


def read_time(typed: str) -> time:
    """Return the time of day in "2:05pm", "2pm", "14:05", "midday" or "midnight"."""
    text = typed.strip().casefold()
    if not text:
        raise DateProblem("must include a time", "time")
    if text in ("midday", "noon", "midnight"):
        return time(0 if text == "midnight" else 12)
    found = _CLOCK.fullmatch(text) if text.isascii() else None
    if found is None:
        raise _no_such_time()
    hour, minute, half, hour_of_24, minute_of_24 = found.groups()
    try:
        if half is None:
            return time(int(hour_of_24), int(minute_of_24))
        return time(_hour_of_24(int(hour), half), int(minute or 0))
    except ValueError:
        raise _no_such_time() from None


def read_moment(day: str, month: str, year: str, clock: str) -> datetime:
    """Return the instant (UTC) of a London date and time. Raise DateProblem.

    Of the two hours when the clocks go back, the first is meant.
    """
    at = datetime.combine(read_date(day, month, year), read_time(clock), LONDON)
    instant = at.astimezone(UTC)
    if instant.astimezone(LONDON).time() != at.time():
        raise DateProblem("must be a time that happened: the clocks went forward then", "time")
    return instant


def _year(typed: str) -> int:
    text = typed.strip()
    if not _is_number(text, 4) or len(text) != 4:
        raise DateProblem("must have a year of 4 numbers, like 2011", "year")
    return int(text)


def _month(typed: str) -> int:
    text = typed.strip().casefold().removesuffix(".")
    if _is_number(text, 2) and 1 <= int(text) <= 12:
        return int(text)
    if len(text) >= 3:
        for number, name in enumerate(MONTHS, start=1):
            if name.startswith(text):
                return number
    raise DateProblem("must have a real month", "month")


def _day(typed: str) -> int:
    text = typed.strip()
    if not _is_number(text, 2):
        raise ValueError(typed)
    return int(text)


def _is_number(text: str, most: int) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= most


def _hour_of_24(hour: int, half: str) -> int:
    if not 1 <= hour <= 12:
        raise ValueError(hour)
    return hour % 12 + (12 if half == "p" else 0)


def _no_such_time() -> DateProblem:
    return DateProblem("must have a real time, like 2:05pm", "time")
