"""What a reader can work out from a published table: the proof that withheld figures stay so.

Every figure is a whole number, none or more. The categories of a month make its total; a month's
total and its ends make the total before and its starts. Each figure stands in at most two of these
sums, and the sums hang together in a chain without a loop: narrowing the bounds sum by sum until
nothing moves therefore finds exactly the lowest and the highest value that each figure can have.

The reader also knows the rules (disclosure.py): a stock of none is shown, so one that is withheld
is at least 1; and the smallest are withheld first, so it is no more than any other that is shown.
"""

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from concord.engines.statistics.tables import Published


class Cell(NamedTuple):
    """A figure's place: the number of its row, and "total", "starts", "ends" or a part's number."""

    row: int
    column: str | int


class Range(NamedTuple):
    """The lowest and highest value that a figure can have for all that the table says."""

    low: float
    high: float

    @property
    def width(self) -> float:
        return self.high - self.low


# Terms that add up to nothing: figures with their sign.
Sum = list[tuple[Cell, int]]


def possible_ranges(table: Sequence[Published]) -> dict[Cell, Range]:
    """Return the values that each figure can have, for a reader who does the sums."""
    ranges = {cell: _known(cell, figure, table) for cell, figure in _figures(table)}
    sums = list(_sums(table))
    moved = True
    while moved:
        moved = any([_narrow(ranges, terms) for terms in sums])
    return ranges


def too_narrow(table: Sequence[Published], *, width: int) -> list[Cell]:
    """Return the withheld figures whose lowest and highest values lie no more than `width` apart.

    domain.md 8.2: the interval audit.
    """
    ranges = possible_ranges(table)
    withheld = [cell for cell, figure in _figures(table) if figure is None]
    return [cell for cell in withheld if ranges[cell].width <= width]


def _figures(table: Sequence[Published]) -> Iterator[tuple[Cell, int | None]]:
    for number, row in enumerate(table):
        yield from ((Cell(number, place), part) for place, part in enumerate(row.parts))
        yield Cell(number, "total"), row.total
        yield Cell(number, "starts"), row.starts
        yield Cell(number, "ends"), row.ends


def _known(cell: Cell, figure: int | None, table: Sequence[Published]) -> Range:
    if figure is not None:
        return Range(figure, figure)
    if cell.column in ("starts", "ends"):
        return Range(0, math.inf)
    if cell.column == "total":
        return Range(1, math.inf)
    return Range(1, min((part for part in table[cell.row].parts if part), default=math.inf))


def _sums(table: Sequence[Published]) -> Iterator[Sum]:
    for number, row in enumerate(table):
        parts = [(Cell(number, place), 1) for place in range(len(row.parts))]
        yield [*parts, (Cell(number, "total"), -1)]
    for before, now in pairwise(range(len(table))):
        yield [
            (Cell(before, "total"), 1),
            (Cell(now, "starts"), 1),
            (Cell(now, "ends"), -1),
            (Cell(now, "total"), -1),
        ]


def _narrow(ranges: dict[Cell, Range], terms: Sum) -> bool:
    """Narrow each figure of a sum by the others; return whether any moved."""
    moved = False
    for cell, sign in terms:
        rest = [_signed(ranges[other], -sign * its) for other, its in terms if other != cell]
        low = max(ranges[cell].low, sum(part.low for part in rest))
        high = min(ranges[cell].high, sum(part.high for part in rest))
        moved = moved or (low, high) != ranges[cell]
        ranges[cell] = Range(low, high)
    return moved


def _signed(known: Range, sign: int) -> Range:
    return known if sign > 0 else Range(-known.high, -known.low)
