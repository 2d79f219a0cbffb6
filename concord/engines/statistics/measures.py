"""The register of measures. Each app contributes its own; this engine knows none of them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from concord.kernel.choices import TextChoices

_register: dict[str, "Measure"] = {}


class MeasureKind(TextChoices):
    """A stock is counted on a day, a flow between two; the two are never mixed (domain.md 8.1)."""

    STOCK = "stock", "Stock: counted at the end of a period"
    FLOW = "flow", "Flow: counted over a period"
    SHARE = "share", "Share: a part of a whole"


@dataclass(frozen=True)
class Measure:
    """What a figure means: enough for a reader to reproduce it (domain.md 8.1).

    `count` takes months and returns what was counted in each. `suppress_below` is the code of the
    standard that says which counts are too small to publish. `serves` is the paragraph served.
    """

    code: str
    name: str
    kind: MeasureKind
    unit: str
    definition: str
    numerator: str
    denominator: str
    source: str
    serves: str
    version: int
    count: Callable[..., Any]
    suppress_below: str = "suppress_below"


def contribute(measure: Measure) -> None:
    """Define a measure. Raise ValueError when its code is taken."""
    if measure.code in _register:
        raise ValueError(f"Measure {measure.code} is defined twice.")
    _register[measure.code] = measure


def measure(code: str) -> Measure:
    """Return a measure by its code. Raise KeyError where nobody defined it."""
    return _register[code]


def all_measures() -> list[Measure]:
    """Return every measure, by code."""
    return sorted(_register.values(), key=lambda one: one.code)
