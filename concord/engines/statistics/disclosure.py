"""What of a table may be published: small numbers are withheld so that none can be worked back.

The table is a stock by category at the end of each month, with the starts and ends of the month.
Two sums tie its cells together, and both are known to every reader: the categories make the total;
last month's total, plus starts, less ends, makes this month's (domain.md 8.1, 8.2).
"""

from collections.abc import Sequence
from dataclasses import dataclass

# The symbol of the Government Statistical Service for a figure withheld as confidential.
WITHHELD = "[c]"


@dataclass(frozen=True)
class MonthCounts:
    """One row of the table, as counted. `parts` are the categories, in the order of the table."""

    parts: tuple[int, ...]
    starts: int
    ends: int

    @property
    def total(self) -> int:
        return sum(self.parts)


@dataclass(frozen=True)
class Published:
    """One row as it may be published; None is a figure withheld."""

    parts: tuple[int | None, ...]
    total: int | None
    starts: int | None
    ends: int | None


def publish(rows: Sequence[MonthCounts], *, threshold: int) -> list[Published]:
    """Return the rows with every figure withheld that is, or would give away, 1 to `threshold`.

    Within a row enough categories are withheld that their sum exceeds the threshold; where that
    cannot be, the whole row and its total. Starts and ends are withheld together, since with the
    totals one gives the other; and a withheld total takes the flows on either side with it.
    """
    stocks = [_stock(row, threshold) for row in rows]
    hidden = [total is None for _, total in stocks]
    published = []
    for index, (row, (parts, total)) in enumerate(zip(rows, stocks, strict=True)):
        beside = hidden[index] or (index > 0 and hidden[index - 1])
        small = is_small(row.starts, threshold) or is_small(row.ends, threshold)
        withheld = beside or small
        published.append(
            Published(
                parts,
                total,
                None if withheld else row.starts,
                None if withheld else row.ends,
            )
        )
    return published


def is_small(count: int, threshold: int) -> bool:
    """Return whether a count is itself too small to publish. None at all may be shown."""
    return 1 <= count <= threshold


def _stock(row: MonthCounts, threshold: int) -> tuple[tuple[int | None, ...], int | None]:
    withheld = {place for place, count in enumerate(row.parts) if is_small(count, threshold)}
    if not withheld:
        return row.parts, row.total
    # The smallest of the rest go too, until what is withheld is more than one cell, and sums to
    # more than could be small by itself.
    rest = sorted(set(range(len(row.parts))) - withheld, key=lambda place: row.parts[place])
    while rest and not _is_enough(row, withheld, threshold):
        withheld.add(rest.pop(0))
    if not _is_enough(row, withheld, threshold):
        return (None,) * len(row.parts), None
    shown = tuple(None if place in withheld else count for place, count in enumerate(row.parts))
    return shown, row.total


def _is_enough(row: MonthCounts, withheld: set[int], threshold: int) -> bool:
    # Each withheld cell may then lie anywhere from 0 to a sum beyond the threshold.
    return len(withheld) > 1 and sum(row.parts[place] for place in withheld) > threshold
