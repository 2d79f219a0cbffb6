"""Dates, times and lists as GOV.UK writes them, in London time."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.utils import timezone

from concord.kernel.clocks import LONDON


def day(value: date | datetime | None) -> str:
    """Return "3 March 2026"."""
    if value is None:
        return ""
    on = _local(value)
    return f"{on.day} {on:%B %Y}"


def short_day(value: date | datetime | None) -> str:
    """Return "3 Mar 2026", for tables."""
    if value is None:
        return ""
    on = _local(value)
    return f"{on.day} {on:%b %Y}"


def moment(value: datetime | None) -> str:
    """Return "3 March 2026 at 2:05pm"; midday and midnight in words."""
    if value is None:
        return ""
    at = value.astimezone(LONDON)
    return f"{day(at)} at {_clock(at)}"


def by_end_of(value: datetime | None) -> str:
    """Return "by the end of Tuesday 29 December" for a clock that ends with a local day."""
    if value is None:
        return ""
    on = (value.astimezone(LONDON) - timedelta(seconds=1)).date()
    year = "" if on.year == timezone.localdate().year else f" {on.year}"
    return f"by the end of {on:%A} {on.day} {on:%B}{year}"


def overdue(value: datetime | None) -> str:
    """Return "overdue by 2 days", or nothing when a clock has not run out."""
    if value is None or value > timezone.now():
        return ""
    days = (timezone.now() - value).days
    return "overdue since midnight" if days == 0 else f"overdue by {plural(days, 'day')}"


def sentence_list(values: Iterable[object]) -> str:
    """Return "a, b and c"."""
    parts = [str(value) for value in values]
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def plural(number: int, word: str, many: str = "") -> str:
    """Return "1 child" or "2 children"."""
    return f"{number} {word if number == 1 else many or word + 's'}"


def _clock(at: datetime) -> str:
    if at.minute == 0 and at.hour in (0, 12):
        return "midday" if at.hour else "midnight"
    return f"{at.hour % 12 or 12}:{at:%M}{'am' if at.hour < 12 else 'pm'}"


def _local(value: date | datetime) -> date:
    return value.astimezone(LONDON) if isinstance(value, datetime) else value
