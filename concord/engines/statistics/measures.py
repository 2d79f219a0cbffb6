"""The register of measures. Each app contributes its own; this engine knows none of them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

_register: dict[str, "Measure"] = {}


@dataclass(frozen=True)
class Measure:
    """What a figure means: enough for a reader to reproduce it (domain.md 8.1)."""

    code: str
    name: str
    kind: str
    unit: str
    definition: str
    version: int
    serves: str
    count: Callable[..., Any]


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
