"""What may be published of a table of stocks and flows (domain.md 8.2, annex E)."""

import itertools
from collections import defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from concord.engines.statistics.disclosure import (
    CouldBeWorkedBack,
    is_small,
    publish,
    require_audited,
)
from concord.engines.statistics.tables import MonthCounts, Published
from tests.engines.tables import Attacker, histories

THRESHOLD = 5


def published(*parts, starts=20, ends=20):
    (row,) = publish([MonthCounts(parts, starts, ends)], threshold=THRESHOLD)
    return row


def cells(row):
    """Return a row's figures by column, counted or published."""
    named = {"total": row.total, "starts": row.starts, "ends": row.ends}
    return dict(enumerate(row.parts)) | named


def test_a_small_count_takes_the_smallest_other_with_it_and_the_total_stays():
    row = published(150, 158, 3)
    assert (row.parts, row.total) == ((None, 158, None), 311)


def test_a_count_of_none_and_counts_above_the_threshold_are_shown():
    row = published(0, 6, 30, starts=0, ends=9)
    assert row == Published((0, 6, 30), 36, 0, 9)


def test_a_count_of_none_hides_nobody_so_another_goes_with_the_small_one():
    assert published(0, 4, 30).parts == (0, None, None)


def test_two_small_counts_that_give_each_other_away_take_a_third_with_them():
    row = published(1, 2, 40)
    assert (row.parts, row.total) == ((None, None, None), 43)


@pytest.mark.parametrize("parts", [(3, 0, 0), (2, 3, 0), (3, 3, 0), (6, 1, 0), (1, 1, 1)])
def test_a_month_too_small_to_hide_in_is_withheld_with_its_total(parts):
    row = published(*parts)
    assert row.parts == tuple(None if count else 0 for count in parts)
    assert row.total is None


def test_a_total_withheld_takes_the_flows_on_either_side_with_it():
    rows = [
        MonthCounts((8, 9, 9), 7, 7),
        MonthCounts((1, 1, 0), 6, 30),
        MonthCounts((8, 8, 8), 22, 0),
        MonthCounts((9, 9, 9), 9, 6),
    ]
    shown = publish(rows, threshold=THRESHOLD)
    assert [row.total for row in shown] == [26, None, 24, 27]
    assert [(row.starts, row.ends) for row in shown] == [(7, 7), (None, None), (None, None), (9, 6)]


def test_a_small_flow_takes_the_other_with_it_because_the_totals_would_give_it_away():
    rows = [MonthCounts((10, 10, 10), 0, 0), MonthCounts((12, 12, 12), 9, 3)]
    shown = publish(rows, threshold=THRESHOLD)
    assert (shown[1].total, shown[1].starts, shown[1].ends) == (36, None, None)


def test_the_limit_is_an_argument_and_not_fixed():
    (row,) = publish([MonthCounts((12, 40, 60), 30, 30)], threshold=12)
    assert row.parts == (None, None, 60)
    assert is_small(12, 12)
    assert not is_small(13, 12)


@settings(max_examples=60, deadline=None)
@given(histories())
def test_no_withheld_figure_can_be_worked_back_by_trying_every_number(rows):
    shown = publish(rows, threshold=THRESHOLD)
    attacker = Attacker(shown)
    for number, row in enumerate(rows):
        for column, count in cells(row).items():
            if cells(shown[number])[column] is None:
                nearby = range(max(0, count - THRESHOLD - 1), count + THRESHOLD + 2)
                possible = attacker.possible(number, column, nearby)
                assert count in possible
                assert possible[-1] - possible[0] > THRESHOLD, (number, column, shown)


@given(histories(most=8))
def test_small_figures_are_withheld_and_every_other_is_as_it_was_counted(rows):
    for row, shown in zip(rows, publish(rows, threshold=THRESHOLD), strict=True):
        for column, count in cells(row).items():
            assert cells(shown)[column] in (None, count)
            assert not (is_small(count, THRESHOLD) and cells(shown)[column] is not None)
        assert all(
            part == 0 for part, count in zip(shown.parts, row.parts, strict=True) if not count
        )
        if None not in shown.parts:
            assert sum(shown.parts) == shown.total


@given(histories(most=8), st.data())
def test_a_month_is_published_alike_whichever_months_are_asked_for(rows, data):
    begin = data.draw(st.integers(0, len(rows) - 1))
    end = data.draw(st.integers(begin + 1, len(rows)))
    whole = publish(rows, threshold=THRESHOLD)
    part = publish(rows[begin:end], threshold=THRESHOLD)
    # The first row asked for is the month before the first one shown.
    assert part[1:] == whole[begin + 1 : end]
    assert (part[0].parts, part[0].total) == (whole[begin].parts, whole[begin].total)


def test_even_a_reader_who_knows_the_rules_cannot_tell_which_table_was_counted():
    tables = defaultdict(list)
    for parts in itertools.product(range(23), repeat=3):
        row = published(*parts)
        tables[row.parts, row.total].append(parts)
    for (parts, total), same in tables.items():
        # Every table of a total within the range tried has been tried.
        if total is not None and total > 22:
            continue
        for place, part in enumerate(parts):
            assert part is not None or len({counted[place] for counted in same}) > 1, (parts, total)


def test_a_table_that_could_be_worked_back_is_refused_rather_than_published():
    with pytest.raises(CouldBeWorkedBack):
        require_audited([Published((150, 158, None), 311, 20, 20)], threshold=THRESHOLD)
