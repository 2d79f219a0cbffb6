"""Which pairs of records are looked at, of all there could be."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Blocking:
    """Which pairs are compared at all, by columns that are equal.

    `candidates`: a pair that agrees on any one of these. `surely_same`: pairs so alike that they
    are of one person, and which share of all such pairs they find (0 to 1): these set the prior.
    `learnt_on`: blocks in which the weights of all other comparisons are learned.
    """

    candidates: Sequence[tuple[str, ...]]
    surely_same: Sequence[tuple[str, ...]]
    recall: float
    learnt_on: Sequence[tuple[str, ...]]
