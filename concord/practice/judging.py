"""What an assessor answers about an invented child, so that the tool computes what is meant."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from random import Random

from concord.casework.assessment.rules import AnswerState, Window
from concord.casework.assessment.rules.readiness import GivenAnswer
from concord.casework.assessment.rules.tool import Indicator
from concord.kernel.levels import HarmStatus, Level
from concord.practice.district import Case
from concord.practice.evidence import HOW_KNOWN, PROTECTIVE, Pattern

_CURRENT_DAYS, _RECENT_DAYS = 180, 365


@dataclass(frozen=True)
class _Seen:
    """How many indicators of each weight are seen at a level."""

    vulnerable: int
    moderate: int
    significant: int = 0
    critical: int = 0
    # The share of everything else that is not known.
    unknown: float = 0.08


_SEEN = {
    Level.SIGNIFICANT: _Seen(4, 4, 2, 1),
    Level.MODERATE: _Seen(3, 4, 1),
    Level.EMERGING: _Seen(3, 4),
    Level.NO_IDENTIFIED_RISK: _Seen(2, 1),
    Level.INSUFFICIENT_INFORMATION: _Seen(2, 1, unknown=0.7),
}
_HARM = {
    Level.SIGNIFICANT: HarmStatus.EVIDENCED,
    Level.MODERATE: HarmStatus.SUSPECTED,
}


def shuffled(pattern: Pattern, chance: Random) -> Pattern:
    """Return a pattern in an order of this child's own: the first of it are what is seen."""
    return Pattern(
        **{name: tuple(chance.sample(codes, len(codes))) for name, codes in vars(pattern).items()}
    )


def observe(case: Case, level: Level, *, on: date) -> None:
    """Note what is seen of a child at a level on a day. What was seen before is not forgotten."""
    pattern, seen = case.pattern, _SEEN[level]
    active = (
        pattern.vulnerable[: seen.vulnerable]
        + pattern.moderate[: seen.moderate]
        + pattern.significant[: seen.significant]
        + pattern.critical[: seen.critical]
    )
    case.seen_on |= dict.fromkeys(active, on)
    disclosed = "DIS01" in active
    case.harm = HarmStatus.DISCLOSED if disclosed else _HARM.get(level, HarmStatus.NO_INDICATION)


def answers_for(
    case: Case, level: Level, indicators: Mapping[str, Indicator], *, on: date
) -> dict[str, GivenAnswer]:
    """Return an answer to every indicator of the tool."""
    helps = set(case.chance.sample(PROTECTIVE, 2 if level == Level.SIGNIFICANT else 4))
    unknown = _SEEN[level].unknown
    answers = {}
    for code, indicator in indicators.items():
        if code in case.seen_on:
            answers[code] = _yes(indicator, seen_on=case.seen_on[code], on=on)
        elif code in helps:
            answers[code] = GivenAnswer(AnswerState.YES)
        elif case.chance.random() < unknown:
            answers[code] = GivenAnswer(AnswerState.UNKNOWN)
        else:
            answers[code] = GivenAnswer(AnswerState.NO)
    return answers


def _yes(indicator: Indicator, *, seen_on: date, on: date) -> GivenAnswer:
    windows = (_window((on - seen_on).days),) if indicator.has_times else ()
    return GivenAnswer(AnswerState.YES, windows, HOW_KNOWN.get(indicator.code, ""))


def _window(days_ago: int) -> str:
    if days_ago <= _CURRENT_DAYS:
        return Window.CURRENT
    return Window.RECENT if days_ago <= _RECENT_DAYS else Window.HISTORIC
