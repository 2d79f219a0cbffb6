"""The interval audit: what a reader of a published table can work out (domain.md 8.2)."""

import math

from hypothesis import given, settings

from concord.engines.statistics.audit import Cell, Range, possible_ranges, too_narrow
from concord.engines.statistics.disclosure import publish
from concord.engines.statistics.tables import Published
from tests.engines.tables import Attacker, histories


def test_one_figure_withheld_in_a_row_is_found_by_subtraction():
    table = [Published((150, 158, None), 311, 20, 20)]
    assert possible_ranges(table)[Cell(0, 2)] == Range(3, 3)
    assert too_narrow(table, width=5) == [Cell(0, 2)]


def test_two_figures_withheld_hide_each_other_within_their_sum():
    table = [Published((None, 158, None), 311, 20, 20)]
    assert possible_ranges(table)[Cell(0, 2)] == Range(1, 152)
    assert too_narrow(table, width=5) == []


def test_no_withheld_figure_is_more_than_the_smallest_shown_because_the_smallest_go_first():
    table = [Published((6, None, None), 16, 20, 20)]
    assert possible_ranges(table)[Cell(0, 1)] == Range(4, 6)


def test_a_withheld_total_is_found_from_the_months_around_it():
    table = [
        Published((10, 10, 10), 30, 9, 9),
        Published((None, None, None), None, 6, 32),
        Published((8, 8, 8), 24, None, None),
    ]
    assert possible_ranges(table)[Cell(1, "total")] == Range(4, 4)
    assert Cell(1, "total") in too_narrow(table, width=5)


def test_a_withheld_flow_is_found_when_the_other_is_shown():
    table = [Published((10, 10, 10), 30, 9, 9), Published((12, 12, 12), 36, None, 7)]
    assert possible_ranges(table)[Cell(1, "starts")] == Range(13, 13)


def test_flows_withheld_together_may_be_any_pair_that_differs_by_the_change():
    table = [Published((10, 10, 10), 30, 9, 9), Published((12, 12, 12), 36, None, None)]
    ranges = possible_ranges(table)
    assert ranges[Cell(1, "starts")] == Range(6, math.inf)
    assert ranges[Cell(1, "ends")] == Range(0, math.inf)


@settings(max_examples=25, deadline=None)
@given(histories(most=3))
def test_the_values_within_the_bounds_are_exactly_those_found_by_trying_every_number(rows):
    shown = publish(rows, threshold=5)
    attacker = Attacker(shown)
    for cell, bounds in possible_ranges(shown).items():
        expected = [value for value in range(41) if bounds.low <= value <= bounds.high]
        assert attacker.possible(*cell, range(41)) == expected
