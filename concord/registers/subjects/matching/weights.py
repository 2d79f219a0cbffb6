"""The weights of the model as data: those that come with Concord, and those a register taught."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from concord.engines.linkage.model import Comparison, Level, Model
from concord.registers.subjects.matching.comparisons import MODEL
from concord.registers.subjects.matching.traits import Columns

Weighed = TypeVar("Weighed", Level, Comparison)
_SHIPPED = Path(__file__).with_name("shipped.json")
# A name that fewer people share than this is in no list of how common names are.
LEAST_SHARED = 10
_COMMON = ("full_name", "name_sounds", "surname_sound", "forename_root")


def stated(model: Model) -> dict[str, Any]:
    """Return the weights of a model, to be kept."""
    return {
        "prior": model.prior,
        "comparisons": {
            one.name: {level.code: _pair(level) for level in one.levels} | {"otherwise": _pair(one)}
            for one in model.comparisons
            if not one.is_fixed
        },
        "frequencies": model.frequencies,
    }


def weighed(found: Mapping[str, Any]) -> Model:
    """Return the model with kept weights. What they do not speak of keeps what it has."""
    kept = found["comparisons"]
    comparisons = tuple(_weighed(one, kept.get(one.name, {})) for one in MODEL.comparisons)
    return replace(
        MODEL, comparisons=comparisons, prior=found["prior"], frequencies=found["frequencies"]
    )


@cache
def shipped() -> Model:
    """Return the model as it comes: taught by an invented district (benchmarks/register)."""
    return weighed(json.loads(_SHIPPED.read_text("utf-8")))


def frequencies(rows: list[Columns]) -> dict[str, dict[str, float]]:
    """Return the share of records with each value that at least ten of them have."""
    found = {}
    for column in _COMMON:
        counts = Counter(row[column] for row in rows if row[column])
        known = counts.total()
        found[column] = {
            str(value): many / known for value, many in counts.items() if many >= LEAST_SHARED
        }
    return found


def _pair(one: Level | Comparison) -> list[float]:
    return [one.among_same, one.among_others]


def _weighed(comparison: Comparison, kept: Mapping[str, list[float]]) -> Comparison:
    levels = tuple(_with(level, kept.get(level.code)) for level in comparison.levels)
    return _with(replace(comparison, levels=levels), kept.get("otherwise"))


def _with(one: Weighed, kept: list[float] | None) -> Weighed:
    if kept is None:
        return one
    among_same, among_others = kept
    return replace(one, among_same=among_same, among_others=among_others)
