"""Dates and times as people type them."""

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concord.kernel.clocks import LONDON
from concord.ui.dates import (
    DATE_BOXES,
    MONTHS,
    DateProblem,
    PartialDate,
    read_date,
    read_moment,
    read_partial_date,
    read_time,
)

boxes = st.text(alphabet="0123456789 :./-janfebmrchMARCHpm²٣é\x00", max_size=12) | st.from_regex(
    r"[0-9]{1,5000}", fullmatch=True
)
ALL = DATE_BOXES


@pytest.mark.parametrize("month", ["3", "03", "March", "mar", "MAR ", " march", "Mar."])
def test_a_month_may_be_a_number_or_its_name(month):
    assert read_date("27", month, "2011") == date(2011, 3, 27)


@pytest.mark.parametrize(
    ("typed", "says", "marked"),
    [
        (("", "3", "2011"), "must include a day", ("day",)),
        (("27", "", ""), "must include a month and a year", ("month", "year")),
        (("31", "2", "2011"), "must be a real date", ALL),
        (("27", "13", "2011"), "must have a real month", ("month",)),
        (("27", "ma", "2011"), "must have a real month", ("month",)),
        (("27", "3", "11"), "must have a year of 4 numbers", ("year",)),
        (("2x", "3", "2011"), "must be a real date", ALL),
        (("²", "3", "2011"), "must be a real date", ALL),
        (("9" * 30, "3", "2011"), "must be a real date", ALL),
        (("1", "9" * 5000, "2011"), "must have a real month", ("month",)),
    ],
)
def test_what_is_not_a_date_says_what_is_missing_and_where(typed, says, marked):
    with pytest.raises(DateProblem) as problem:
        read_date(*typed)
    assert problem.value.says.startswith(says)
    assert problem.value.boxes == marked


@pytest.mark.parametrize(
    ("typed", "precision"),
    [(("", "", "2011"), "year"), (("", "Mar", "2011"), "month"), (("1", "3", "2011"), "day")],
)
def test_a_partial_date_remembers_how_much_is_known(typed, precision):
    assert read_partial_date(*typed).precision == precision


@given(st.dates(min_value=date(1000, 1, 1)), st.sampled_from(["number", "name", "short"]))
def test_every_real_date_typed_any_way_is_read_as_itself(on, way):
    name = MONTHS[on.month - 1]
    month = {"number": str(on.month), "name": name.title(), "short": name[:3]}[way]
    assert read_date(f" {on.day} ", month, f"{on.year:04d}") == on


@given(boxes, boxes, boxes, boxes)
def test_anything_typed_is_an_answer_or_a_problem_with_its_boxes_and_never_an_error(
    day, month, year, clock
):
    typed = (day, month, year, clock)
    readers = [(read_date, 3), (read_partial_date, 3), (read_moment, 4)]
    for reader, width in readers:
        try:
            found = reader(*typed[:width])
        except DateProblem as problem:
            assert problem.boxes  # noqa: PT017 - a problem and an answer are both right
            assert set(problem.boxes) <= {*DATE_BOXES, "time"}  # noqa: PT017
        else:
            assert isinstance(found, date | PartialDate)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("2:05pm", time(14, 5)), ("2.05 PM", time(14, 5)), ("205pm", time(14, 5)),
        ("2pm", time(14)),
        ("12am", time(0)), ("12:30am", time(0, 30)), ("12pm", time(12)), ("14:05", time(14, 5)),
        ("0905", time(9, 5)), ("midday", time(12)), ("Midnight", time(0)), ("2 p.m.", time(14)),
    ],
)  # fmt: skip
def test_a_time_may_be_typed_in_the_ways_people_do(typed, read):
    assert read_time(typed) == read


@pytest.mark.parametrize("typed", ["", "14", "25:00", "13pm", "0am", "2:60pm", "teatime", "1:5pm"])
def test_what_is_not_a_time_is_a_problem_of_the_time_box(typed):
    with pytest.raises(DateProblem) as problem:
        read_time(typed)
    assert problem.value.boxes == ("time",)


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.times())
def test_every_minute_that_london_clocks_show_is_read_as_itself(on, clock):
    try:
        at = read_moment(str(on.day), str(on.month), str(on.year), f"{clock:%H:%M}")
    except DateProblem as problem:
        assert "clocks went forward" in problem.says  # noqa: PT017 - some minutes never were
    else:
        shown = at.astimezone(LONDON)
        assert (shown.date(), shown.hour, shown.minute) == (on, clock.hour, clock.minute)


def test_the_hour_that_a_clock_change_skips_is_refused_and_of_two_the_first_is_meant():
    with pytest.raises(DateProblem, match="clocks went forward"):
        read_moment("29", "3", "2026", "1:30am")
    assert read_moment("25", "10", "2026", "1:30am") == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
