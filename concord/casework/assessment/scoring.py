"""Compute a level from answers and a versioned tool (domain.md 3.2). Pure: limits come in as data.

A score never decides: it is one of three levels that stand side by side. Not known is not a no.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from concord.kernel.levels import Level, is_lower

YES, NO, UNKNOWN, NOT_ASKED = "yes", "no", "unknown", "not_asked"
CURRENT, RECENT = "current", "recent"
PROTECTIVE = "P"
# Critical indicators weigh as significant ones do; their floors make the difference.
_WEIGHED_AS_SIGNIFICANT = ("S", "C", "C2")
MOST_DRIVERS = 5


@dataclass(frozen=True)
class Given:
    """The answer to one indicator: its state, and for a yes the times it covers."""

    state: str
    windows: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Driver:
    """An indicator that added to the score, and by how much."""

    code: str
    label: str
    points: int


@dataclass(frozen=True)
class Score:
    """The computed level with everything a page needs to explain it."""

    level: Level
    score: int
    drivers: tuple[Driver, ...]
    floors: tuple[str, ...]
    unknown: tuple[str, ...]
    unknown_percent: int
    protective: tuple[str, ...]
    prompts: tuple[str, ...]

    @property
    def top_drivers(self) -> tuple[Driver, ...]:
        """The few indicators that weigh most."""
        return self.drivers[:MOST_DRIVERS]


def score(definition: Mapping[str, Any], answers: Mapping[str, Given], *, age: int | None) -> Score:
    """Return what the answers come to on this tool, for a child of this age in whole years.

    Indicators without an answer count as not asked. Protective factors never subtract.
    """
    rows = [row for domain in definition["domains"] for row in domain["indicators"]]
    risks = [row for row in rows if row["type"] != PROTECTIVE]
    drivers = _drivers(definition, risks, answers)
    total = sum(driver.points for driver in drivers)
    unknown = [row["label"] for row in risks if _state(row, answers) in (UNKNOWN, NOT_ASKED)]
    floors = [rule for rule in definition["floors"] if _holds(rule, risks, answers, age)]
    calls = [rule for rule in definition.get("calls", ()) if _holds(rule, risks, answers, age)]
    level = _level(definition, total, floors, unknown=len(unknown), asked=len(risks))
    return Score(
        level=level,
        score=total,
        drivers=tuple(sorted(drivers, key=lambda driver: (-driver.points, driver.code))),
        floors=tuple(floor["says"] for floor in floors),
        unknown=tuple(unknown),
        unknown_percent=_percent_up(len(unknown), len(risks)),
        protective=tuple(
            row["label"]
            for row in rows
            if row["type"] == PROTECTIVE and _state(row, answers) == YES
        ),
        prompts=_prompts(definition, risks, answers, [*floors, *calls], level),
    )


def points(definition: Mapping[str, Any], kind: str, windows: frozenset[str]) -> int:
    """Return what a yes adds to the score, by the indicator's type and the times it covers."""
    weights = definition["scoring"]
    if kind == "V":
        return int(weights["vulnerability"])
    if kind == "M":
        return int(weights["moderate_current"]) if CURRENT in windows else 0
    if kind in _WEIGHED_AS_SIGNIFICANT:
        if {CURRENT, RECENT} <= windows:
            return int(weights["significant"]["both"])
        return int(next((weights["significant"][w] for w in (CURRENT, RECENT) if w in windows), 0))
    return 0


def _drivers(
    definition: Mapping[str, Any],
    risks: Sequence[Mapping[str, Any]],
    answers: Mapping[str, Given],
) -> list[Driver]:
    found = []
    for row in risks:
        given = answers.get(row["code"])
        if given is not None and given.state == YES:
            added = points(definition, row["type"], given.windows)
            if added:
                found.append(Driver(row["code"], row["label"], added))
    return found


def _level(
    definition: Mapping[str, Any],
    total: int,
    floors: Sequence[Mapping[str, Any]],
    *,
    unknown: int,
    asked: int,
) -> Level:
    """Return the band of the score, raised to the highest floor.

    With too much unknown there is no level to compute, unless a floor already makes it
    significant: what is critical does not wait for the rest.
    """
    floored = {Level(floor["level"]) for floor in floors}
    level = Level([band for band in definition["bands"] if band["from"] <= total][-1]["level"])
    for floor in floored:
        if is_lower(level, floor):
            level = floor
    too_little = 100 * unknown > definition["scoring"]["unknown_limit_percent"] * asked
    if too_little and Level.SIGNIFICANT not in floored:
        return Level.INSUFFICIENT_INFORMATION
    return level


def _percent_up(part: int, whole: int) -> int:
    """Return a share in percent, rounded up: what is over a limit never reads as the limit."""
    return -(-100 * part // whole)


def _holds(
    rule: Mapping[str, Any],
    risks: Sequence[Mapping[str, Any]],
    answers: Mapping[str, Given],
    age: int | None,
) -> bool:
    when = rule["when"]
    if "under_age" in when and (age is None or age >= when["under_age"]):
        return False
    if "all_flags" in when:
        return all(_any_yes(risks, answers, flag=flag) for flag in when["all_flags"])
    if "flag" in when:
        return _any_yes(risks, answers, flag=when["flag"])
    return any(
        row["type"] == when["type"] and when["window"] in _windows(row, answers) for row in risks
    )


def _any_yes(
    risks: Sequence[Mapping[str, Any]], answers: Mapping[str, Given], *, flag: str
) -> bool:
    return any(flag in row.get("flags", ()) and _state(row, answers) == YES for row in risks)


def _prompts(
    definition: Mapping[str, Any],
    risks: Sequence[Mapping[str, Any]],
    answers: Mapping[str, Given],
    rules: Sequence[Mapping[str, Any]],
    level: Level,
) -> tuple[str, ...]:
    """Return what the rules that hold, the level and each current yes call for, each once."""
    table = definition["prompts"]
    wanted = [rule["prompt"] for rule in rules if "prompt" in rule]
    wanted += table.get(f"level_{level}", ())
    domain_of = {
        row["code"]: domain["code"]
        for domain in definition["domains"]
        for row in domain["indicators"]
    }
    for row in risks:
        if _state(row, answers) != YES or CURRENT not in _windows(row, answers):
            continue
        keys = [row["type"], f"domain_{domain_of[row['code']]}"]
        keys += [f"applies_{letter}" for letter in row["applies_to"] if row["applies_to"] != "all"]
        keys += [f"flag_{flag}" for flag in row.get("flags", ())]
        wanted += [prompt for key in keys for prompt in table.get(key, ())]
    return tuple(dict.fromkeys(wanted))


def _state(row: Mapping[str, Any], answers: Mapping[str, Given]) -> str:
    given = answers.get(row["code"])
    return given.state if given else NOT_ASKED


def _windows(row: Mapping[str, Any], answers: Mapping[str, Given]) -> frozenset[str]:
    given = answers.get(row["code"])
    return given.windows if given and given.state == YES else frozenset()
