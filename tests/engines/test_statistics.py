"""What may be published, and arithmetic that does not mislead (domain.md 8, annex E)."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concord.engines.statistics.arithmetic import change, reconciles
from concord.engines.statistics.disclosure import MonthCounts, is_small, publish

THRESHOLD = 5


@pytest.mark.parametrize(
    ("before", "after", "percent"),
    [(12, 24, 100.0), (1339, 853, -36.3), (283, 389, 37.5), (389, 311, -20.1), (0, 5, None)],
)
def test_change_is_from_the_earlier_count(before, after, percent):
    assert change(before, after) == percent


def test_stock_and_flow_reconcile_or_say_so():
    assert reconciles(start=283, starts=140, ends=34, end=389)
    assert not reconciles(start=283, starts=140, ends=34, end=390)


def test_a_small_cell_takes_the_next_smallest_with_it_and_the_total_stays():
    (row,) = publish([MonthCounts((150, 158, 3), 20, 20)], threshold=THRESHOLD)
    assert row.parts == (None, 158, None)
    assert row.total == 311


def test_none_at_all_may_be_shown():
    (row,) = publish([MonthCounts((0, 12, 30), 0, 9)], threshold=THRESHOLD)
    assert row.parts == (0, 12, 30)
    assert (row.starts, row.ends) == (0, 9)


def test_a_row_too_small_to_hide_in_is_withheld_with_its_total_and_the_flows_beside_it():
    rows = publish(
        [
            MonthCounts((8, 9, 9), 6, 6),
            MonthCounts((1, 1, 0), 6, 30),
            MonthCounts((8, 8, 8), 22, 0),
        ],
        threshold=THRESHOLD,
    )
    assert (rows[1].parts, rows[1].total) == ((None, None, None), None)
    assert [row.starts for row in rows] == [6, None, None]
    assert rows[0].total == 26


class Attacker:
    """Somebody with the published table, its two sums and time: narrows every withheld figure."""

    def __init__(self, published):
        self.low, self.high = {}, {}
        self.sums = []
        for index, row in enumerate(published):
            cells = {f"p{place}": part for place, part in enumerate(row.parts)}
            cells |= {"total": row.total, "starts": row.starts, "ends": row.ends}
            for name, value in cells.items():
                self.low[index, name] = 0 if value is None else value
                self.high[index, name] = math.inf if value is None else value
            parts = [(index, f"p{place}") for place in range(len(row.parts))]
            self.sums.append(([(index, "total")], parts))
            if index:
                self.sums.append(
                    (
                        [(index, "total"), (index, "ends")],
                        [(index - 1, "total"), (index, "starts")],
                    )
                )
        while self._narrow():
            pass

    def _narrow(self):
        moved = False
        for left, right in self.sums:
            for side, other in ((left, right), (right, left)):
                for cell in side:
                    rest = [one for one in side if one != cell]
                    high = sum(self.high[one] for one in other) - sum(self.low[one] for one in rest)
                    low = sum(self.low[one] for one in other) - sum(self.high[one] for one in rest)
                    moved |= self._learn(cell, low, high)
        return moved

    def _learn(self, cell, low, high):
        before = self.low[cell], self.high[cell]
        self.low[cell], self.high[cell] = max(before[0], low), min(before[1], high)
        return before != (self.low[cell], self.high[cell])


counts = st.integers(0, 12)
months = st.builds(MonthCounts, st.tuples(counts, counts, counts), counts, counts)


def as_history(rows):
    """Return rows whose stocks follow from their flows, as real ones do."""
    history = rows[:1]
    for row in rows[1:]:
        net = row.total - history[-1].total
        starts = max(net, 0) + row.starts
        history.append(MonthCounts(row.parts, starts, starts - net))
    return history


@given(st.lists(months, min_size=1, max_size=6).map(as_history))
def test_no_small_number_can_be_worked_back(rows):
    published = publish(rows, threshold=THRESHOLD)
    attacker = Attacker(published)
    for index, (row, shown) in enumerate(zip(rows, published, strict=True)):
        cells = {f"p{place}": count for place, count in enumerate(row.parts)}
        cells |= {"total": row.total, "starts": row.starts, "ends": row.ends}
        for name, count in cells.items():
            low, high = attacker.low[index, name], attacker.high[index, name]
            assert low <= count <= high
            if is_small(count, THRESHOLD):
                assert high - low > THRESHOLD, (index, name, count, shown)


@given(st.lists(months, min_size=1, max_size=6).map(as_history))
def test_what_is_published_is_what_was_counted(rows):
    for row, shown in zip(rows, publish(rows, threshold=THRESHOLD), strict=True):
        assert all(
            part in (None, count) for part, count in zip(shown.parts, row.parts, strict=True)
        )
        assert shown.total in (None, row.total)
