"""Stories side by side in their order of time, and people who keep office hours."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concord.kernel.clocks import LONDON, local_date
from concord.practice.diary import Diary
from concord.practice.working_time import WorkingTime

NOW = datetime(2026, 11, 23, 6, 1, tzinfo=UTC)
CHRISTMAS = frozenset({date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1)})
CHANCES = st.integers(0, 10_000).map(Random)
INSTANTS = st.datetimes(datetime(2024, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


def _story(told: list[str], name: str, *hours: int) -> Iterator[datetime]:
    for hour in hours:
        yield NOW - timedelta(hours=hour)
        told.append(f"{name} {hour} hours ago")


def test_stories_are_told_in_the_order_of_time() -> None:
    diary, told = Diary(until=NOW), []
    diary.begin(_story(told, "one", 9, 3))
    diary.begin(_story(told, "other", 7, 5))

    diary.run(on_reaching=lambda at: None)

    assert told == ["one 9 hours ago", "other 7 hours ago", "other 5 hours ago", "one 3 hours ago"]


def test_what_lies_ahead_has_not_happened() -> None:
    diary, told = Diary(until=NOW), []
    diary.begin(_story(told, "one", 1, -1))

    diary.run(on_reaching=lambda at: None)

    assert told == ["one 1 hours ago"]


def test_a_story_may_begin_another_while_it_is_told() -> None:
    diary, told = Diary(until=NOW), []

    def first() -> Iterator[datetime]:
        yield NOW - timedelta(hours=8)
        diary.begin(_story(told, "second", 4))
        yield NOW - timedelta(hours=6)
        told.append("first 6 hours ago")

    diary.begin(first())
    diary.run(on_reaching=lambda at: None)

    assert told == ["first 6 hours ago", "second 4 hours ago"]


@given(CHANCES, st.dates(date(2024, 1, 1), date(2028, 1, 1)))
def test_people_work_in_office_hours_on_working_days(chance: Random, on: date) -> None:
    at = WorkingTime(NOW, CHRISTMAS).in_hours(on, chance).astimezone(LONDON)

    assert at.weekday() < 5
    assert at.date() not in CHRISTMAS
    assert 8 <= at.hour < 17


@given(CHANCES, INSTANTS, st.integers(0, 5))
def test_what_comes_later_is_later(chance: Random, at: datetime, days: int) -> None:
    assert WorkingTime(NOW, CHRISTMAS).later(at, days, chance) > at


@pytest.mark.parametrize(
    ("after", "meets"),
    [
        (datetime(2026, 11, 23, 9, 59, tzinfo=UTC), datetime(2026, 11, 23, 10, tzinfo=UTC)),
        (datetime(2026, 11, 23, 10, 0, tzinfo=UTC), datetime(2026, 11, 25, 10, tzinfo=UTC)),
        (datetime(2026, 11, 27, 12, 0, tzinfo=UTC), datetime(2026, 11, 30, 10, tzinfo=UTC)),
        # Neither on Christmas Day nor on the Monday that stands in for Boxing Day.
        (datetime(2026, 12, 23, 12, 0, tzinfo=UTC), datetime(2026, 12, 30, 10, tzinfo=UTC)),
        # Ten o'clock in London, which is nine by universal time in summer.
        (datetime(2026, 7, 6, 8, 0, tzinfo=UTC), datetime(2026, 7, 6, 9, tzinfo=UTC)),
    ],
)
def test_the_meeting_is_on_mondays_wednesdays_and_fridays(after: datetime, meets: datetime) -> None:
    assert WorkingTime(NOW, CHRISTMAS).meeting_after(after) == meets


@given(INSTANTS, CHANCES)
def test_since_the_latest_meeting_lies_between_it_and_now(now: datetime, chance: Random) -> None:
    working = WorkingTime(now, CHRISTMAS)

    found = working.since_latest_meeting(chance)

    assert found <= now
    # No meeting is held in between, so that who is listed then is still to be discussed.
    assert working.meeting_after(found) > now


def test_days_back_leave_out_weekends_and_closed_days() -> None:
    working = WorkingTime(datetime(2026, 12, 29, 9, tzinfo=UTC), CHRISTMAS)

    assert working.days_back(1) == date(2026, 12, 24)
    assert working.days_back(3) == date(2026, 12, 22)
    assert local_date(working.now) == working.today
