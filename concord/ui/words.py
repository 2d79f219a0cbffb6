"""Dates, times, clocks and lists as GOV.UK writes them, in London time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from concord.kernel.clocks import LONDON
from concord.ui.dates import PartialDate


def day(value: date | datetime | None) -> str:
    """Return "3 March 2026"."""
    if not value:
        return ""
    on = _local(value)
    return f"{on.day} {on:%B} {on.year}"


def short_day(value: date | datetime | None) -> str:
    """Return "3 Mar 2026", for tables."""
    if not value:
        return ""
    on = _local(value)
    return f"{on.day} {on:%b} {on.year}"


def moment(value: datetime | None) -> str:
    """Return "3 March 2026 at 2:05pm"; midday and midnight in words."""
    if not value:
        return ""
    at = value.astimezone(LONDON)
    return f"{day(at)} at {clock(at)}"


def clock(value: datetime | None) -> str:
    """Return "2:05pm", "midday" or "midnight"."""
    if not value:
        return ""
    at = value.astimezone(LONDON)
    if at.minute == 0 and at.hour in (0, 12):
        return "midday" if at.hour else "midnight"
    return f"{at.hour % 12 or 12}:{at:%M}{'am' if at.hour < 12 else 'pm'}"


def by_end_of(value: datetime | None) -> str:
    """Return when a clock runs out: "by the end of Tuesday 29 December" where it ends with a
    London day, else "by 2:05pm on Tuesday 29 December".
    """
    if not value:
        return ""
    at = value.astimezone(LONDON)
    on = _last_day(at)
    year = "" if on.year == timezone.localdate().year else f" {on.year}"
    named = f"{on:%A} {on.day} {on:%B}{year}"
    return f"by the end of {named}" if _ends_with_a_day(at) else f"by {clock(at)} on {named}"


def overdue(value: datetime | None) -> str:
    """Return "overdue by 2 days", or nothing when a clock has not run out."""
    now = timezone.now()
    if not value or value > now:
        return ""
    late = now - value
    if late.days:
        return f"overdue by {plural(late.days, 'day')}"
    if _ends_with_a_day(value.astimezone(LONDON)):
        return "overdue since midnight"
    hours = late.seconds // 3600
    return f"overdue by {plural(hours, 'hour')}" if hours else "overdue by less than an hour"


@dataclass(frozen=True)
class Due:
    """When something is due, and what to call out about it, in words and never by colour alone."""

    words: str
    alert: str = ""
    is_late: bool = False


def due(value: datetime | None) -> Due:
    """Return how to say when something is due: overdue, due today, or just the time."""
    if not value:
        return Due("")
    if late := overdue(value):
        return Due(by_end_of(value), alert=late.capitalize(), is_late=True)
    is_today = _last_day(value.astimezone(LONDON)) == timezone.localdate()
    return Due(by_end_of(value), alert="Due today" if is_today else "")


def in_words(value: Any) -> str:
    """Return any answer as text: a date as far as it is known, an instant, or what was typed."""
    if isinstance(value, PartialDate):
        on = value.on
        return {"year": f"{on.year}", "month": f"{on:%B} {on.year}"}.get(value.precision) or day(on)
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return day(value)
    return "" if value is None else str(value)


def sentence_list(values: Iterable[object]) -> str:
    """Return "a, b and c"."""
    parts = [str(value) for value in values]
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def plural(number: int, word: str, many: str = "") -> str:
    """Return "1 child" or "2 children"."""
    return f"{number:,} {word if number == 1 else many or word + 's'}"


def _ends_with_a_day(at: datetime) -> bool:
    return at.hour == at.minute == at.second == 0


def _last_day(at: datetime) -> date:
    # A clock that ends with a day stops at the midnight after it.
    return (at - timedelta(seconds=1)).date() if _ends_with_a_day(at) else at.date()


def _local(value: date | datetime) -> date:
    return value.astimezone(LONDON).date() if isinstance(value, datetime) else value
