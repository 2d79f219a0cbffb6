"""A table of a stock by category and month with its flows: as counted, and as published. Pure."""

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
