"""What of a table may be published: small numbers are withheld so that none can be worked back.

The table is a stock by category at the end of each month, with the starts and ends of the month.
Two sums tie its cells together, and both are known to every reader: the categories make the total;
last month's total, plus starts, less ends, makes this month's (domain.md 8.1, 8.2).

A row is decided by itself and the total before it, so that a month is published alike whichever
months are asked for: two tables laid side by side give away no more than one.
"""

from collections.abc import Sequence
from itertools import pairwise

from concord.engines.statistics import audit
from concord.engines.statistics.tables import MonthCounts, Published


class CouldBeWorkedBack(ValueError):
    """A table would let its readers work a withheld figure back; it is not published."""


def publish(rows: Sequence[MonthCounts], *, threshold: int) -> list[Published]:
    """Return the rows with every figure withheld that is, or would give away, 1 to `threshold`.

    Give the month before the first one to be shown as the first row: its total counts. Raise
    CouldBeWorkedBack when the audit of the result finds any withheld figure too closely bounded.
    """
    stocks = [_stock(row, threshold) for row in rows]
    hidden = [total is None for _, total in stocks]
    before = [False, *hidden]
    published = [
        _row(row, stock, is_between_hidden=now or earlier, threshold=threshold)
        for row, stock, (earlier, now) in zip(rows, stocks, pairwise(before), strict=True)
    ]
    require_audited(published, threshold=threshold)
    return published


def require_audited(table: Sequence[Published], *, threshold: int) -> None:
    """Raise CouldBeWorkedBack unless every withheld figure has room enough to hide in."""
    if narrow := audit.too_narrow(table, width=threshold):
        raise CouldBeWorkedBack(f"Withheld, but closely bounded: {narrow}")


def is_small(count: int, threshold: int) -> bool:
    """Return whether a count is itself too small to publish. None at all may be shown."""
    return 1 <= count <= threshold


def _row(
    row: MonthCounts,
    stock: tuple[tuple[int | None, ...], int | None],
    *,
    is_between_hidden: bool,
    threshold: int,
) -> Published:
    # With both totals shown, starts would give ends away and ends starts; with both flows shown,
    # one total would give the other away. So the flows are withheld together.
    small = is_small(row.starts, threshold) or is_small(row.ends, threshold)
    if small or is_between_hidden:
        return Published(*stock, None, None)
    return Published(*stock, row.starts, row.ends)


def _stock(row: MonthCounts, threshold: int) -> tuple[tuple[int | None, ...], int | None]:
    order = sorted((count, place) for place, count in enumerate(row.parts) if count)
    withheld = [one for one in order if is_small(one[0], threshold)]
    if not withheld:
        return row.parts, row.total
    # The smallest of the rest go with them, one by one, until they hide each other.
    while len(withheld) < len(order) and not _hide_each_other(order, len(withheld), threshold):
        withheld = order[: len(withheld) + 1]
    total = row.total if _hide_each_other(order, len(withheld), threshold) else None
    places = {place for _, place in (withheld if total else order)}
    return tuple(None if place in places else n for place, n in enumerate(row.parts)), total


def _hide_each_other(order: Sequence[tuple[int, int]], withheld: int, threshold: int) -> bool:
    """Return whether the smallest so many counts, with their sum known, could each be many others.

    Readers know the rules: a 0 is shown, so each is at least 1; and the smallest go first, so none
    is more than the smallest that is shown.
    """
    counts = [count for count, _ in order]
    most = min([sum(counts[:withheld]) - withheld + 1, *counts[withheld : withheld + 1]])
    least = max(1, sum(counts[:withheld]) - (withheld - 1) * most)
    return withheld > 1 and most - least > threshold
