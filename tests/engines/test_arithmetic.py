"""Percentages that do not mislead, and say nothing about what is withheld (domain.md 8.1)."""

import pytest

from concord.engines.statistics.arithmetic import change, share


@pytest.mark.parametrize(
    ("before", "after", "percent"),
    [(12, 24, 100.0), (1339, 853, -36.3), (283, 389, 37.5), (389, 311, -20.1), (7, 0, -100.0)],
)
def test_a_change_is_measured_from_the_earlier_count(before, after, percent):
    assert change(before, after) == percent


@pytest.mark.parametrize(("before", "after"), [(0, 5), (0, 0), (None, 5), (5, None), (None, None)])
def test_there_is_no_percentage_from_nothing_nor_of_what_is_withheld(before, after):
    assert change(before, after) is None


def test_a_share_is_of_the_whole_to_one_place():
    assert (share(150, 311), share(0, 311), share(10, 10)) == (48.2, 0.0, 100.0)


@pytest.mark.parametrize(("part", "whole"), [(None, 311), (3, None), (3, 9), (0, 0)])
def test_there_is_no_share_of_what_is_withheld_nor_of_fewer_than_ten(part, whole):
    assert share(part, whole) is None
