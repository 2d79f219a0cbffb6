"""The model: comparisons, their levels, and how much each level weighs."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from concord.engines.linkage.conditions import Condition, Row


@dataclass(frozen=True)
class Level:
    """One way in which two records can agree.

    `among_same` and `among_others`: how often the level is met by two records of one person, and by
    two records of strangers (0 to 1). `frequency_of` names a column whose rare values weigh more.
    """

    code: str
    words: str
    condition: Condition
    among_same: float
    among_others: float
    frequency_of: str = ""

    @property
    def weight(self) -> float:
        """Return the evidence in bits: positive speaks for the same person."""
        return math.log2(self.among_same / self.among_others)


@dataclass(frozen=True)
class Comparison:
    """One thing that is compared. Levels are tried in order; `otherwise` is when none is met.

    A record that says nothing in one of `needs` leaves the comparison out: it weighs nothing.
    `is_fixed`: the weights are stated by people and never learned.
    """

    name: str
    needs: tuple[str, ...]
    levels: tuple[Level, ...]
    words: str
    among_same: float
    among_others: float
    is_fixed: bool = False

    @property
    def otherwise(self) -> float:
        """Return the weight of meeting no level, in bits."""
        return math.log2(self.among_same / self.among_others)


@dataclass(frozen=True)
class Part:
    """What one comparison said: in words, and with which weight in bits."""

    comparison: str
    level: str
    words: str
    weight: float


@dataclass(frozen=True)
class Finding:
    """How much speaks for two records being of one person, and what."""

    weight: float
    parts: tuple[Part, ...]

    @property
    def probability(self) -> float:
        """Return the probability that both are of one person, 0 to 1."""
        return 1 / (1 + 2.0**-self.weight)


@dataclass(frozen=True)
class Model:
    """Everything that is asked of two records.

    `prior`: how often two records taken at random are of one person. `frequencies`: of each column
    whose values differ in rarity, the share of records with each value; values that are not listed
    are as rare as the rarest that is.
    """

    comparisons: tuple[Comparison, ...]
    prior: float
    frequencies: Mapping[str, Mapping[str, float]] = field(default_factory=dict)

    def compare(self, left: Row, right: Row) -> Finding:
        """Return what two records say about being of one person."""
        parts = tuple(
            part
            for comparison in self.comparisons
            if (part := self._part(comparison, left, right)) is not None
        )
        prior = math.log2(self.prior / (1 - self.prior))
        return Finding(prior + sum(part.weight for part in parts), parts)

    def without_rarity(self) -> "Model":
        """Return the model in which rare values weigh as much as common ones."""
        plain = [
            replace(one, levels=tuple(replace(level, frequency_of="") for level in one.levels))
            for one in self.comparisons
        ]
        return replace(self, comparisons=tuple(plain), frequencies={})

    @cached_property
    def _rarest(self) -> dict[str, float]:
        """Return the share of the rarest value that is listed, by column."""
        return {column: min(known.values()) for column, known in self.frequencies.items() if known}

    def _part(self, comparison: Comparison, left: Row, right: Row) -> Part | None:
        if any(None in (left.get(column), right.get(column)) for column in comparison.needs):
            return None
        for level in comparison.levels:
            if level.condition.holds(left, right):
                weight = level.weight + self._rarity(level, left, right)
                return Part(comparison.name, level.code, level.words, weight)
        return Part(comparison.name, "otherwise", comparison.words, comparison.otherwise)

    def _rarity(self, level: Level, left: Row, right: Row) -> float:
        """Return what a rare or a common value adds to a level's weight, in bits.

        The level's own weight assumes a value of average rarity; two records that share a common
        surname are worth less, two that share one nobody else has are worth more.
        """
        known = self.frequencies.get(level.frequency_of)
        if not known:
            return 0.0
        rarest = self._rarest[level.frequency_of]
        values = (left[level.frequency_of], right[level.frequency_of])
        share = max(known.get(value or "", rarest) for value in values)
        return math.log2(level.among_others / share)
