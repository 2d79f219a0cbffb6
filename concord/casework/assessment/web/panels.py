"""The computed level and what explains it, from the answers now or as they were submitted."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from concord.casework.assessment.queries.computing import direction
from concord.casework.assessment.rules.tool import Tool
from concord.casework.assessment.scoring import MOST_DRIVERS, Score
from concord.kernel.levels import Level

if TYPE_CHECKING:
    from concord.casework.assessment.models import Assessment

# What an answer may call for at once (domain.md 3.2.7). The tool says when, these words say what.
_PROMPTS = {
    "strategy_discussion": "Hold a strategy discussion (section 47).",
    "social_care": "Social care must assess this child.",
    "nrm": "Consider a referral to the National Referral Mechanism.",
    "prevent": "Talk to the Prevent team.",
    "health": "Ask whether the child needs to be seen by health.",
    "intelligence": "Share with the police what is known of the person of concern.",
}
_DIRECTIONS = {
    "first": "This is the first assessment.",
    "same": "The same as at the last assessment.",
    "up": "Higher than at the last assessment ({}).",
    "down": "Lower than at the last assessment ({}).",
    "unclear": "Cannot be compared with the last assessment ({}).",
}


@dataclass(frozen=True)
class Panel:
    """A computed level with its drivers, floors, unknowns, protective factors and prompts."""

    level: Level
    score: int
    drivers: list[tuple[str, int]]
    other_drivers: int
    floors: list[str]
    unknown: list[str]
    unknown_percent: int
    protective: list[str]
    prompts: list[str]
    since_last: str
    tool: str


def live(score: Score, tool: Tool, previous: "Assessment | None") -> Panel:
    """Return the panel for answers as they stand."""
    was = previous.final_level if previous else ""
    drivers = [(driver.label, driver.points) for driver in score.drivers]
    return _panel(vars(score), drivers, was, f"{tool.title}, version {tool.version}")


def frozen(assessment: "Assessment") -> Panel:
    """Return the panel of a submitted assessment, exactly as it was: nothing is scored anew."""
    result = assessment.result
    drivers = [(driver["label"], driver["points"]) for driver in result["drivers"]]
    tool = f"{assessment.instrument.title}, version {result['tool_version']}"
    return _panel(result, drivers, result["previous_level"], tool)


def _panel(result: dict[str, Any], drivers: list[tuple[str, int]], was: str, tool: str) -> Panel:
    level = Level(result["level"])
    since = _DIRECTIONS[direction(was, level)].format(Level(was).label.lower() if was else "")
    return Panel(
        level=level,
        score=result["score"],
        drivers=drivers[:MOST_DRIVERS],
        other_drivers=max(0, len(drivers) - MOST_DRIVERS),
        floors=list(result["floors"]),
        unknown=list(result["unknown"]),
        unknown_percent=result["unknown_percent"],
        protective=list(result["protective"]),
        prompts=[_PROMPTS.get(code, code) for code in result["prompts"]],
        since_last=since,
        tool=tool,
    )
