"""A condition says the same of two records in Python and in SQL."""

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from concord.engines.linkage.conditions import (
    AnyOf,
    Crossed,
    CrossedSlip,
    Every,
    Near,
    Said,
    Same,
    Slip,
    Within,
)

CONDITIONS = [
    Same("forename"),
    Said("forename"),
    Near("forename", 1),
    Near("surname", 2),
    Crossed("forename", "surname"),
    Slip("forename"),
    CrossedSlip("forename", "surname"),
    Every((Same("surname"), Near("forename", 2))),
    AnyOf((Same("surname"), Crossed("forename", "surname"))),
]
VALUES = st.one_of(st.none(), st.text("ab", min_size=0, max_size=7))
ROWS = st.fixed_dictionaries({"forename": VALUES, "surname": VALUES})


@pytest.fixture(scope="module")
def engine():
    with duckdb.connect() as connection:
        yield connection


def asked_in_sql(engine, condition, left, right):
    """Return what the engine makes of it; unknown counts as no, as it does in a case."""
    names = [f"{name}_{side}" for side in "lr" for name in ("forename", "surname")]
    columns = ", ".join(f'?::varchar as "{name}"' for name in names)
    values = [row[name] for row in (left, right) for name in ("forename", "surname")]
    question = f"select {condition.sql()} from (select {columns})"  # noqa: S608 - our own words
    return bool(engine.execute(question, values).fetchone()[0])


@pytest.mark.parametrize("condition", CONDITIONS, ids=repr)
@settings(max_examples=150, deadline=None)
@given(left=ROWS, right=ROWS)
def test_python_and_sql_agree(engine, condition, left, right):
    assert condition.holds(left, right) == asked_in_sql(engine, condition, left, right)


@pytest.mark.parametrize("condition", CONDITIONS, ids=repr)
@given(left=ROWS, right=ROWS)
def test_it_does_not_matter_which_record_comes_first(condition, left, right):
    assert condition.holds(left, right) == condition.holds(right, left)


def test_nothing_said_is_never_agreement():
    nothing = {"forename": None, "surname": None}
    assert not any(condition.holds(nothing, nothing) for condition in CONDITIONS)


YEARS = st.none() | st.integers(1990, 2026).map(str)


@settings(max_examples=150, deadline=None)
@given(one=YEARS, other=YEARS, most=st.integers(0, 5))
def test_how_far_numbers_are_apart_is_the_same_in_python_and_in_sql(engine, one, other, most):
    condition, left, right = Within("year", most), {"year": one}, {"year": other}
    apart = None if None in (one, other) else abs(int(one) - int(other))
    assert condition.holds(left, right) == (apart is not None and apart <= most)
    question = f"select {condition.sql()} from (select ?::varchar as year_l, ?::varchar as year_r)"  # noqa: S608
    assert bool(engine.execute(question, [one, other]).fetchone()[0]) == condition.holds(
        left, right
    )
