"""When two records meet a level: each condition can be asked in Python and written in SQL.

The SQL is DuckDB's and uses nothing that Spark lacks; batch.py has it translated, so that one model
runs on either. Columns hold plain letters and digits: engines differ in how far apart they find
accented letters.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from rapidfuzz.distance import Levenshtein

Row = Mapping[str, str | None]
# How many letters the shorter of two words has before two slips in it are believed.
LONG_WORD = 6


class Condition(Protocol):
    def holds(self, left: Row, right: Row) -> bool:
        """Return whether two records meet it."""

    def sql(self) -> str:
        """Return the same question for Splink, which calls the two records _l and _r."""


@dataclass(frozen=True)
class Same:
    """Both records say the same in a column."""

    column: str

    def holds(self, left: Row, right: Row) -> bool:
        mine = left.get(self.column)
        return mine is not None and mine == right.get(self.column)

    def sql(self) -> str:
        return f'"{self.column}_l" = "{self.column}_r"'


@dataclass(frozen=True)
class Said:
    """Both records say something in a column, whatever it is."""

    column: str

    def holds(self, left: Row, right: Row) -> bool:
        return left.get(self.column) is not None and right.get(self.column) is not None

    def sql(self) -> str:
        return f'"{self.column}_l" is not null and "{self.column}_r" is not null'


@dataclass(frozen=True)
class Within:
    """The whole numbers of a column are at most so far apart."""

    column: str
    most: int

    def holds(self, left: Row, right: Row) -> bool:
        mine, theirs = left.get(self.column), right.get(self.column)
        return None not in (mine, theirs) and abs(int(mine or 0) - int(theirs or 0)) <= self.most

    def sql(self) -> str:
        one, other = (f'cast("{self.column}_{side}" as integer)' for side in "lr")
        return f"abs({one} - {other}) <= {self.most}"


@dataclass(frozen=True)
class Near:
    """What both records say in a column is at most so many letters apart."""

    column: str
    edits: int

    def holds(self, left: Row, right: Row) -> bool:
        mine, theirs = left.get(self.column), right.get(self.column)
        if mine is None or theirs is None:
            return False
        return Levenshtein.distance(mine, theirs, score_cutoff=self.edits) <= self.edits

    def sql(self) -> str:
        return f'levenshtein("{self.column}_l", "{self.column}_r") <= {self.edits}'


@dataclass(frozen=True)
class Slip:
    """One or two slips of the pen apart: two letters only where both words are long enough.

    Short words are two letters from every other short word.
    """

    column: str

    def holds(self, left: Row, right: Row) -> bool:
        return _is_slip(left.get(self.column), right.get(self.column))

    def sql(self) -> str:
        return _slip_in_sql(self.column, self.column)


@dataclass(frozen=True)
class CrossedSlip:
    """What one record says in one column is a slip away from the other's other, both ways round."""

    first: str
    second: str

    def holds(self, left: Row, right: Row) -> bool:
        there = _is_slip(left.get(self.first), right.get(self.second))
        return there and _is_slip(left.get(self.second), right.get(self.first))

    def sql(self) -> str:
        there, back = ((self.first, self.second), (self.second, self.first))
        return f"{_slip_in_sql(*there)} and {_slip_in_sql(*back)}"


@dataclass(frozen=True)
class Crossed:
    """What one record says in one column, the other says in the other, both ways round."""

    first: str
    second: str

    def holds(self, left: Row, right: Row) -> bool:
        mine = left.get(self.first), left.get(self.second)
        return None not in mine and mine == (right.get(self.second), right.get(self.first))

    def sql(self) -> str:
        one, other = self.first, self.second
        return f'"{one}_l" = "{other}_r" and "{other}_l" = "{one}_r"'


@dataclass(frozen=True)
class Every:
    """All of these hold."""

    conditions: tuple[Condition, ...]

    def holds(self, left: Row, right: Row) -> bool:
        return all(condition.holds(left, right) for condition in self.conditions)

    def sql(self) -> str:
        return " and ".join(f"({condition.sql()})" for condition in self.conditions)


@dataclass(frozen=True)
class Neither:
    """None of these holds. What a record does not say cannot hold."""

    conditions: tuple[Condition, ...]

    def holds(self, left: Row, right: Row) -> bool:
        return not any(condition.holds(left, right) for condition in self.conditions)

    def sql(self) -> str:
        return " and ".join(f"not coalesce({each.sql()}, false)" for each in self.conditions)


@dataclass(frozen=True)
class AnyOf:
    """At least one of these holds."""

    conditions: tuple[Condition, ...]

    def holds(self, left: Row, right: Row) -> bool:
        return any(condition.holds(left, right) for condition in self.conditions)

    def sql(self) -> str:
        return " or ".join(f"({condition.sql()})" for condition in self.conditions)


def _is_slip(one: str | None, other: str | None) -> bool:
    if one is None or other is None:
        return False
    edits = 2 if min(len(one), len(other)) >= LONG_WORD else 1
    return Levenshtein.distance(one, other, score_cutoff=edits) <= edits


def _slip_in_sql(left: str, right: str) -> str:
    one, other = f'"{left}_l"', f'"{right}_r"'
    shorter = f"least(length({one}), length({other}))"
    edits = f"case when {shorter} >= {LONG_WORD} then 2 else 1 end"
    return f"levenshtein({one}, {other}) <= {edits}"
