"""Dates, clocks and lists as the pages say them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from concord.kernel.clocks import LONDON, end_of_local_day
from concord.ui import words
from concord.ui.dates import PartialDate


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (datetime(2026, 3, 3, 14, 5, tzinfo=UTC), "3 March 2026 at 2:05pm"),
        (datetime(2026, 7, 3, 11, 0, tzinfo=UTC), "3 July 2026 at midday"),
        (datetime(2026, 7, 2, 23, 0, tzinfo=UTC), "3 July 2026 at midnight"),
        (datetime(2026, 1, 1, 0, 5, tzinfo=UTC), "1 January 2026 at 12:05am"),
    ],
)
def test_a_moment_is_said_in_london_time(at, said):
    assert words.moment(at) == said


def test_a_table_has_the_short_date_and_nothing_has_no_date():
    assert words.short_day(date(2026, 3, 3)) == "3 Mar 2026"
    assert (words.day(None), words.short_day(None), words.moment(None)) == ("", "", "")


def test_a_clock_that_ends_with_a_day_is_due_by_the_end_of_it():
    due = words.due(end_of_local_day(timezone.localdate() + timedelta(days=3)))
    assert due.words.startswith("by the end of ")
    assert due.alert == ""


def test_a_clock_of_hours_is_due_by_its_time():
    at = datetime(2031, 3, 4, 14, 5, tzinfo=LONDON)
    assert words.by_end_of(at) == "by 2:05pm on Tuesday 4 March 2031"


def test_what_is_due_today_says_so_before_it_is_late():
    due = words.due(end_of_local_day(timezone.localdate()))
    assert (due.alert, due.is_late) == ("Due today", False)


@pytest.mark.parametrize(
    ("ago", "said"),
    [
        (timedelta(days=2, hours=1), "Overdue by 2 days"),
        (timedelta(days=1, hours=1), "Overdue by 1 day"),
    ],
)
def test_what_is_late_says_by_how_much(ago, said):
    due = words.due(timezone.now() - ago)
    assert (due.alert, due.is_late) == (said, True)


def test_a_date_known_in_part_is_said_as_far_as_it_is_known():
    on = date(2011, 3, 1)
    said = [words.in_words(PartialDate(on, known)) for known in ("day", "month", "year")]
    assert said == ["1 March 2011", "March 2011", "2011"]


def test_lists_and_counts_read_as_sentences():
    assert words.sentence_list(["a", "b", "c"]) == "a, b and c"
    assert words.plural(1, "child", "children") == "1 child"
    assert words.plural(1204, "row") == "1,204 rows"
