"""Precision, recall and F1 over pairs, where it is known who is who."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple


class Score(NamedTuple):
    """Shares from 0 to 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def __str__(self) -> str:
        return f"F1 {self.f1:.4f} (precision {self.precision:.4f}, recall {self.recall:.4f})"


def score(found: int, right: int, true: int) -> Score:
    """Return the score of so many pairs found, so many of them right, of so many true ones.

    Who says nothing is never wrong; where there is nothing to find, nothing was missed.
    """
    return Score(right / found if found else 1.0, right / true if true else 1.0)


def score_groups(groups: Iterable[Sequence[str]], person_of: Mapping[str, str]) -> Score:
    """Return the score of the pairs inside groups."""
    true = _pairs(Counter(person_of.values()))
    found = right = 0
    for members in groups:
        found += len(members) * (len(members) - 1) // 2
        right += _pairs(Counter(person_of[record] for record in members))
    return score(found, right, true)


def _pairs(sizes: Mapping[str, int]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes.values())
