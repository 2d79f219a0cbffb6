"""How alike two people look: the strength, and the reasons in words."""

from dataclasses import dataclass

from concord.engines.linkage.model import Finding, Model
from concord.kernel.choices import IntegerChoices
from concord.registers.subjects.matching.saying import said
from concord.registers.subjects.matching.traits import Columns, Traits, rows_of


class Strength(IntegerChoices):
    POSSIBLE = 1, "Possible"
    LIKELY = 2, "Likely"
    STRONG = 3, "Very likely"


# The least weight of evidence in bits for each word. At 0 it is as likely as not.
_LEAST = ((Strength.STRONG, 6.6), (Strength.LIKELY, 0.0), (Strength.POSSIBLE, -10.0))
# What speaks with less than this, in bits, is not worth reading out.
_WORTH_SAYING = 0.5


@dataclass(frozen=True)
class Likeness:
    """How alike, with what speaks for it, the most telling first, and what speaks against it."""

    strength: Strength
    reasons: tuple[str, ...]
    doubts: tuple[str, ...]
    weight: float


def strength_of(weight: float) -> Strength | None:
    """Return the word for a weight of evidence in bits, or None: alike by chance only."""
    return next((word for word, least in _LEAST if weight >= least), None)


def liken(model: Model, one: Traits, other: Traits) -> Likeness | None:
    """Return how alike two people look in the best reading of their names, or None: by chance."""
    return liken_rows(model, rows_of(one), rows_of(other))


def liken_rows(model: Model, mine: list[Columns], theirs: list[Columns]) -> Likeness | None:
    """Return the same for people whose columns are at hand already."""
    readings = ((model.compare(left, right), left, right) for left in mine for right in theirs)
    best = max(readings, key=lambda reading: reading[0].weight, default=None)
    return _likeness(*best) if best else None


def _likeness(finding: Finding, mine: Columns, theirs: Columns) -> Likeness | None:
    strength = strength_of(finding.weight)
    if strength is None:
        return None
    parts = sorted(finding.parts, key=lambda part: -abs(part.weight))
    return Likeness(
        strength,
        tuple(
            words
            for part in parts
            if part.weight > _WORTH_SAYING
            for words in said(part, mine, theirs)
        ),
        tuple(part.words for part in parts if part.words and part.weight < -_WORTH_SAYING),
        finding.weight,
    )
