"""Dates as people type them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concord.ui.dates import MONTHS, DateProblem, PartialDate, read_date, read_partial_date

boxes = st.text(alphabet="0123456789 /-janfebmrchMARCH²٣é", max_size=12)


@pytest.mark.parametrize("month", ["3", "03", "March", "mar", "MAR ", " march"])
def test_a_month_may_be_a_number_or_its_name(month):
    assert read_date("27", month, "2011") == date(2011, 3, 27)


@pytest.mark.parametrize(
    ("typed", "says", "box"),
    [
        (("", "3", "2011"), "must include a day", "day"),
        (("27", "", ""), "must include a month and a year", "month"),
        (("31", "2", "2011"), "must be a real date", "day"),
        (("27", "13", "2011"), "must have a real month", "month"),
        (("27", "ma", "2011"), "must have a real month", "month"),
        (("27", "3", "11"), "must have a year of 4 numbers", "year"),
        (("2x", "3", "2011"), "must be a real date", "day"),
        (("²", "3", "2011"), "must be a real date", "day"),
    ],
)
def test_what_is_not_a_date_says_what_is_missing_and_where(typed, says, box):
    with pytest.raises(DateProblem) as problem:
        read_date(*typed)
    assert problem.value.says.startswith(says)
    assert problem.value.box == box


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


@given(boxes, boxes, boxes)
def test_anything_typed_is_a_date_or_a_problem_and_never_an_error(day, month, year):
    for reader in (read_date, read_partial_date):
        try:
            found = reader(day, month, year)
        except DateProblem as problem:
            assert problem.box in ("day", "month", "year")  # noqa: PT017 - both answers are right
        else:
            assert isinstance(found, date | PartialDate)
