"""When things fall due.

Hour clocks are elapsed time and run over weekends and clock changes; working-day clocks are
England working days and end with the local day (domain.md annex C).
"""

from collections.abc import Set
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def local_date(at: datetime) -> date:
    """Return the calendar date in London at that instant."""
    return at.astimezone(LONDON).date()


def end_of_local_day(on: date) -> datetime:
    """Return the instant (UTC) at which that London day ends."""
    return datetime.combine(on + timedelta(days=1), time(), LONDON).astimezone(UTC)


def start_of_local_day(on: date) -> datetime:
    """Return the instant (UTC) at which that London day begins."""
    return datetime.combine(on, time(), LONDON).astimezone(UTC)


def is_working_day(on: date, *, holidays: Set[date]) -> bool:
    """Monday to Friday, less bank holidays and local closures."""
    return on.weekday() < 5 and on not in holidays


def working_days_after(start: date, days: int, *, holidays: Set[date]) -> date:
    """Return the date that many working days after `start`, skipping weekends and `holidays`."""
    due = start
    while days > 0:
        due += timedelta(days=1)
        if is_working_day(due, holidays=holidays):
            days -= 1
    return due


def hours_after(start: datetime, hours: int) -> datetime:
    """Return the instant that many elapsed hours after `start`.

    The sum is made in UTC: wall-clock addition is an hour out when the clocks change.
    """
    return start.astimezone(UTC) + timedelta(hours=hours)


def days_after(start: date, days: int) -> date:
    """Return the date that many calendar days after `start`."""
    return start + timedelta(days=days)


def age_on(born_on: date, on: date) -> int:
    """Return a person's age in whole years on a day; born on 29 February, older on 1 March."""
    had_birthday = (on.month, on.day) >= (born_on.month, born_on.day)
    return on.year - born_on.year - (0 if had_birthday else 1)
