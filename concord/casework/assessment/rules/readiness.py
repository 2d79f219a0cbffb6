"""What must be there before an assessment is saved, submitted or agreed (annex B). Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from concord.casework.assessment.rules import SHORTEST_OVERRIDE_REASON, AnswerState
from concord.casework.assessment.rules.tool import Domain, Indicator, Tool
from concord.kernel.levels import TRACKED_LEVELS, Level
from concord.kernel.verdicts import ALLOWED, Verdict, allowed_if, first_refusal, refused

_ANSWERED = (AnswerState.YES, AnswerState.NO, AnswerState.UNKNOWN)


@dataclass(frozen=True)
class GivenAnswer:
    """What somebody answers to one indicator: when, for a yes, and how they know."""

    state: AnswerState
    windows: tuple[str, ...] = ()
    source_text: str = ""


Answers = Mapping[str, GivenAnswer]


def answers_belong(domain: Domain | None, answers: Collection[str]) -> Verdict:
    """Answers are saved one domain at a time."""
    if domain is None:
        return refused("This assessment tool has no such part.")
    strange = sorted(set(answers) - {row.code for row in domain.indicators})
    return allowed_if(not strange, f"“{domain.title}” does not ask about {', '.join(strange)}.")


def answered_in(domain: Domain, answers: Answers) -> int:
    """Return how many of a domain's indicators have an answer; not known is one."""
    return sum(
        row.code in answers and answers[row.code].state in _ANSWERED for row in domain.indicators
    )


def domains_left(tool: Tool, answers: Answers) -> list[Domain]:
    """Return the domains about which nothing has been answered, not even that it is not known."""
    return [domain for domain in tool.domains if not answered_in(domain, answers)]


def without_narrative(tool: Tool, answers: Answers) -> list[Indicator]:
    """Return the serious indicators answered yes without saying how that is known."""
    return [row for row in tool.indicators.values() if lacks_narrative(row, answers.get(row.code))]


def lacks_narrative(indicator: Indicator, given: GivenAnswer | None) -> bool:
    """Return whether a yes to this indicator still has to say how it is known."""
    if given is None or given.state != AnswerState.YES:
        return False
    return indicator.needs_narrative and not given.source_text.strip()


def without_time(tool: Tool, answers: Answers) -> list[Indicator]:
    """Return the indicators answered yes that do not say when."""
    return [row for row in tool.indicators.values() if lacks_time(row, answers.get(row.code))]


def lacks_time(indicator: Indicator, given: GivenAnswer | None) -> bool:
    """Return whether a yes to this indicator still has to say when."""
    if given is None or given.state != AnswerState.YES:
        return False
    return indicator.has_times and not given.windows


def may_be_submitted(tool: Tool, answers: Answers) -> Verdict:
    """Every domain is answered or not known; every serious yes says how it is known (annex B)."""
    left = [domain.title for domain in domains_left(tool, answers)]
    silent = [row.label for row in without_narrative(tool, answers)]
    timeless = [row.label for row in without_time(tool, answers)]
    return first_refusal(
        allowed_if(not left, f"Answer these first, or say that they are not known: {_list(left)}."),
        allowed_if(not timeless, f"Say when, for: {_list(timeless)}."),
        allowed_if(not silent, f"Say how you know, for: {_list(silent)}."),
    )


def day_is_possible(assessed_on: date, *, today: date, in_force_since: date | None) -> Verdict:
    """The day of assessing orders a child's assessments, so it lies between the last and today."""
    if assessed_on > today:
        return refused("The date of the assessment must be today or in the past.")
    if in_force_since is not None and assessed_on < in_force_since:
        return refused("The date is before that of an assessment already agreed for this child.")
    return ALLOWED


def types_are_named(level: Level, types: Collection[str]) -> Verdict:
    """A child at risk is at risk of something."""
    return allowed_if(
        bool(types) or level not in TRACKED_LEVELS,
        "Select at least one kind of exploitation that the child is at risk of.",
    )


def other_level_is_explained(*, professional: Level, final: Level, reason: str) -> Verdict:
    """A second person who agrees another level than the assessor's says why."""
    return allowed_if(
        professional == final or len(reason.strip()) >= SHORTEST_OVERRIDE_REASON,
        "Your level differs from the assessor’s. Explain why in at least"
        f" {SHORTEST_OVERRIDE_REASON} characters.",
    )


def return_is_explained(because: str) -> Verdict:
    """Nobody can act on an assessment sent back in silence."""
    return allowed_if(bool(because.strip()), "Say what the assessor should do next.")


def _list(labels: list[str]) -> str:
    return "; ".join(labels)
