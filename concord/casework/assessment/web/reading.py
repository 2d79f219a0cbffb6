"""A submitted assessment for its reader: the three levels, and why, answer by answer."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from concord.casework.assessment.rules import AnswerState, Window
from concord.casework.assessment.rules.readiness import Answers, GivenAnswer
from concord.casework.assessment.rules.tool import Domain, Tool
from concord.kernel.levels import HarmStatus, Level
from concord.trust.reference.queries import choices
from concord.ui.words import day, sentence_list

if TYPE_CHECKING:
    from concord.casework.assessment.models import Assessment

Row = dict[str, Any]


@dataclass(frozen=True)
class Said:
    """A yes: what about, when, and how it is known."""

    label: str
    when: str
    how: str


@dataclass(frozen=True)
class AnsweredDomain:
    """One domain as it was answered."""

    title: str
    yes: list[Said]
    no: list[str]
    unknown: list[str]
    note: str


def levels(assessment: "Assessment") -> list[tuple[str, Level, str]]:
    """Return who came to which level and why: the tool, the assessor, the second person."""
    found = [
        ("Computed by the tool", Level(assessment.computed_level), ""),
        ("The assessor’s", Level(assessment.professional_level), assessment.override_reason),
    ]
    if assessment.final_level:
        found.append(("Agreed", Level(assessment.final_level), assessment.final_reason))
    return found


def answered(assessment: "Assessment", tool: Tool, answers: Answers) -> list[AnsweredDomain]:
    """Return what was answered, domain by domain."""
    return [
        _domain(domain, answers, assessment.notes.get(domain.code, "")) for domain in tool.domains
    ]


def _domain(domain: Domain, answers: Answers, note: str) -> AnsweredDomain:
    by_state: dict[str, list[str]] = {state.value: [] for state in AnswerState}
    yes = []
    for row in domain.indicators:
        given = answers.get(row.code, GivenAnswer(AnswerState.NOT_ASKED))
        by_state[given.state].append(row.label)
        if given.state == AnswerState.YES:
            yes.append(Said(row.label, times(given), given.source_text))
    unknown = by_state[AnswerState.UNKNOWN] + by_state[AnswerState.NOT_ASKED]
    return AnsweredDomain(domain.title, yes, by_state[AnswerState.NO], unknown, note)


def times(given: GivenAnswer) -> str:
    """Return when a yes was, in words."""
    words = [Window(window).label for window in Window if window in given.windows]
    return sentence_list([word.lower() if index else word for index, word in enumerate(words)])


def concluded(assessment: "Assessment", *, on: date) -> list[Row]:
    """Return what the assessor concluded besides the level."""
    types = dict(choices("exploitation_type", on=assessment.assessed_on or on))
    kinds = sentence_list(types.get(code, code) for code in assessment.exploitation_types)
    return [
        {"key": "Assessed on", "value": day(assessment.assessed_on)},
        {"key": "Kinds of exploitation", "value": kinds},
        {"key": "Harm", "value": HarmStatus(assessment.harm_status).label},
        {"key": "In the child’s own words", "value": assessment.child_words},
        {"key": "Analysis", "value": assessment.analysis},
        {"key": "Asked for because", "value": assessment.because},
    ]
