"""Tables for these tests, and somebody who tries to work them back."""

from hypothesis import strategies as st

from concord.engines.statistics.tables import MonthCounts

counts = st.one_of(st.integers(0, 8), st.integers(0, 20))


@st.composite
def histories(draw, most=4):
    """Return months whose stocks follow from their flows, as real ones do."""
    stocks = draw(st.lists(st.tuples(counts, counts, counts), min_size=1, max_size=most))
    rows, before = [], None
    for parts in stocks:
        net = 0 if before is None else sum(parts) - before
        both = draw(counts)
        rows.append(MonthCounts(parts, max(net, 0) + both, max(-net, 0) + both))
        before = sum(parts)
    return rows


class Attacker:
    """A reader with patience: tries every whole number for a figure against the whole table.

    Sets of numbers are the bits of an integer, up to a number larger than any in these tests. A
    month's possible totals come from its categories; the months are then walked one by one.
    """

    TOP = 160
    ANY = (1 << TOP) - 1

    def __init__(self, published):
        self.rows = [
            {
                "parts": [self._part(part, row) for part in row.parts],
                "total": self._set(row.total, least=1),
                "starts": self._set(row.starts),
                "ends": self._set(row.ends),
            }
            for row in published
        ]

    def possible(self, row, column, values):
        """Return which of these values the figure at a place can have."""
        return [value for value in values if self._fits(row, column, value)]

    def _fits(self, row, column, value):
        rows = [dict(one) for one in self.rows]
        if isinstance(column, int):
            rows[row]["parts"] = list(rows[row]["parts"])
            rows[row]["parts"][column] &= 1 << value
        else:
            rows[row][column] &= 1 << value
        return self._is_possible(rows)

    def _is_possible(self, rows):
        before = None
        for row in rows:
            totals = 1
            for part in row["parts"]:
                totals = self._plus(totals, part)
            totals &= row["total"] if row["starts"] and row["ends"] else 0
            if before is not None:
                totals &= self._minus(self._plus(before, row["starts"]), row["ends"])
            if not totals:
                return False
            before = totals
        return True

    def _part(self, figure, row):
        # The rules are no secret: a 0 is shown, and the smallest are withheld first.
        most = min((part for part in row.parts if part), default=self.TOP)
        return self._set(figure, least=1) & ((2 << max(most, figure or 0)) - 1)

    def _set(self, figure, least=0):
        return (self.ANY >> least) << least if figure is None else 1 << figure

    def _plus(self, some, others):
        found = 0
        for number in _numbers(others):
            found |= some << number
        return found & self.ANY

    def _minus(self, some, others):
        found = 0
        for number in _numbers(others):
            found |= some >> number
        return found


def _numbers(bits):
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest
