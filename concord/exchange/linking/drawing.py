"""The report's pictures as numbers: where each bar of a waterfall and of a histogram stands. Pure.

The template draws them, with the same numbers in a table beside; nothing is said by colour alone.
"""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from concord.engines.linkage.model import Finding

WIDTH, _LABELS, _FIGURES = 640, 270, 60
_STEP, _BAR = 26, 16


@dataclass(frozen=True)
class Bar:
    """One bar: what it says, its weight in bits, where it begins and how wide it is, its height."""

    words: str
    weight: float
    x: float
    y: int
    width: float
    kind: str


@dataclass(frozen=True)
class Waterfall:
    """The evidence about a pair: where it starts, what each comparison adds, and where it ends."""

    bars: list[Bar]
    zero: float
    height: int


@dataclass(frozen=True)
class Bin:
    """How many pairs weigh from `least` up to one width more, and how many of them are true."""

    least: int
    pairs: int
    true: int


def waterfall(finding: Finding) -> Waterfall:
    """Return the bars of a pair's evidence, the most telling first after the start."""
    parts = sorted(finding.parts, key=lambda part: -abs(part.weight))
    start = finding.weight - sum(part.weight for part in parts)
    steps = [("Before anything is compared", start, 0.0, start)]
    so_far = start
    for part in parts:
        if part.words:
            steps.append((part.words, part.weight, so_far, so_far + part.weight))
            so_far += part.weight
    steps.append(("Altogether", finding.weight, 0.0, finding.weight))
    least = min(0.0, *(min(begins, ends) for _, _, begins, ends in steps))
    most = max(0.0, *(max(begins, ends) for _, _, begins, ends in steps))
    room = WIDTH - _LABELS - _FIGURES
    scale = room / (most - least or 1.0)

    def across(bits: float) -> float:
        return round(_LABELS + (bits - least) * scale, 1)

    bars = [
        Bar(words, weight, across(min(begins, ends)), _STEP * place + 5,
            max(1.0, round(abs(ends - begins) * scale, 1)), _kind(place, len(steps), weight))
        for place, (words, weight, begins, ends) in enumerate(steps)
    ]  # fmt: skip
    return Waterfall(bars, across(0.0), _STEP * len(steps) + 6)


def histogram(weights: Iterable[tuple[float, bool | None]], *, width: int = 4) -> list[Bin]:
    """Return how many pairs there are of each weight in bits, with how many of them are true."""
    pairs, true = Counter[int](), Counter[int]()
    for weight, is_true in weights:
        least = math.floor(weight / width) * width
        pairs[least] += 1
        true[least] += bool(is_true)
    if not pairs:
        return []
    return [Bin(at, pairs[at], true[at]) for at in range(min(pairs), max(pairs) + 1, width)]


def _kind(place: int, many: int, weight: float) -> str:
    if place in (0, many - 1):
        return "total"
    return "for" if weight >= 0 else "against"
