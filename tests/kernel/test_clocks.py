"""When things fall due (domain.md annexes C and E)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concord.kernel.clocks import (
    LONDON,
    age_on,
    end_of_local_day,
    hours_after,
    is_working_day,
    local_date,
    working_days_after,
)
from concord.trust.reference.queries import closed_days

HOLIDAYS = frozenset(
    {
        date(2020, 12, 25), date(2020, 12, 28), date(2021, 1, 1), date(2021, 4, 2),
        date(2021, 4, 5), date(2021, 5, 3),
    }
)  # fmt: skip
days = st.dates(date(2020, 1, 1), date(2028, 12, 31))


@pytest.mark.parametrize(
    ("start", "limit", "due"),
    [
        (date(2020, 12, 24), 1, date(2020, 12, 29)),
        (date(2020, 12, 18), 1, date(2020, 12, 21)),
        (date(2020, 12, 14), 15, date(2021, 1, 7)),
        (date(2021, 2, 3), 45, date(2021, 4, 9)),
        (date(2021, 3, 22), 15, date(2021, 4, 14)),
    ],
)
def test_working_days_run_past_weekends_and_bank_holidays(start, limit, due):
    assert working_days_after(start, limit, holidays=HOLIDAYS) == due


def test_the_bank_holidays_of_the_examples_are_in_the_table(db):
    assert closed_days() >= HOLIDAYS


def test_seventy_two_hours_are_elapsed_hours_across_the_clock_change():
    returned = datetime(2026, 10, 24, 17, tzinfo=LONDON)
    assert hours_after(returned, 72).astimezone(LONDON) == datetime(2026, 10, 27, 16, tzinfo=LONDON)


def test_seventy_two_hours_run_over_the_weekend():
    returned = datetime(2026, 3, 6, 23, 10, tzinfo=LONDON)
    assert hours_after(returned, 72).astimezone(LONDON) == datetime(
        2026, 3, 9, 23, 10, tzinfo=LONDON
    )


@pytest.mark.parametrize(
    ("born", "on", "age"),
    [
        (date(2008, 2, 29), date(2021, 2, 28), 12),
        (date(2008, 2, 29), date(2021, 3, 1), 13),
        (date(2011, 3, 5), date(2026, 3, 5), 15),
    ],
)
def test_a_birthday_makes_a_child_a_year_older(born, on, age):
    assert age_on(born, on) == age


@given(days, st.integers(1, 60))
def test_a_working_day_clock_ends_on_a_working_day_with_that_many_between(start, limit):
    due = working_days_after(start, limit, holidays=HOLIDAYS)
    passed = [start + timedelta(days=number + 1) for number in range((due - start).days)]
    assert is_working_day(due, holidays=HOLIDAYS)
    assert sum(is_working_day(day, holidays=HOLIDAYS) for day in passed) == limit


@given(days)
def test_a_local_day_ends_where_the_next_begins_whatever_the_clocks_do(on):
    end = end_of_local_day(on)
    assert local_date(end) == on + timedelta(days=1)
    assert local_date(end - timedelta(seconds=1)) == on


@given(days, st.times())
def test_hours_are_never_lost_or_gained(on, at):
    start = datetime.combine(on, at, UTC)
    assert hours_after(start, 72) - start == timedelta(hours=72)
