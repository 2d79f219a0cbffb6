"""Work out the level of an assessment as it stands, and freeze it when it is submitted."""

import calendar
import dataclasses
from datetime import date
from typing import Any

from concord.casework.assessment import scoring
from concord.casework.assessment.models import Assessment
from concord.casework.assessment.rules.readiness import Answers
from concord.casework.assessment.rules.tool import Tool
from concord.casework.assessment.scoring import Given, Score
from concord.kernel.clocks import age_on
from concord.kernel.levels import Level, is_lower
from concord.registers.subjects.models import Subject
from concord.registers.subjects.rules import BirthPrecision


def tool_of(assessment: Assessment) -> Tool:
    """Return the version of the tool on which an assessment is made."""
    return Tool.of(assessment.instrument.definition)


def score_of(assessment: Assessment, answers: Answers, *, on: date) -> Score:
    """Return what the answers come to on a day, with everything that explains it."""
    asked = {
        code: Given(answer.state, frozenset(answer.windows)) for code, answer in answers.items()
    }
    return scoring.score(
        assessment.instrument.definition, asked, age=youngest_age(assessment.subject, on=on)
    )


def youngest_age(subject: Subject, *, on: date) -> int | None:
    """Return the least a child's age can be on a day, in whole years; None when not known.

    Where only the month or year of birth is known the child may be younger than it seems, and the
    rules that protect the youngest must hold.
    """
    born_on = subject.born_on
    if born_on is None:
        return None
    if subject.born_precision == BirthPrecision.YEAR:
        born_on = date(born_on.year, 12, 31)
    elif subject.born_precision == BirthPrecision.MONTH:
        last_day = calendar.monthrange(born_on.year, born_on.month)[1]
        born_on = born_on.replace(day=last_day)
    return max(0, age_on(born_on, on))


def frozen(assessment: Assessment, score: Score, *, previous: Assessment | None) -> dict[str, Any]:
    """Return a score as data to keep: old assessments are shown from it, never scored anew."""
    return {
        **dataclasses.asdict(score),
        "drivers": [dataclasses.asdict(driver) for driver in score.drivers],
        "tool": assessment.instrument.code,
        "tool_version": assessment.instrument.version_number,
        "previous_level": previous.final_level if previous else "",
    }


def submission(assessment: Assessment, answers: Answers) -> dict[str, Any]:
    """Return what was submitted, as data to keep when it is sent back and then changed."""
    return {
        "submitted_at": assessment.submitted_at.isoformat() if assessment.submitted_at else "",
        "professional_level": assessment.professional_level,
        "override_reason": assessment.override_reason,
        "result": assessment.result,
        "answers": {code: dataclasses.asdict(answer) for code, answer in answers.items()},
        "notes": assessment.notes,
    }


def direction(previous: str, level: str) -> str:
    """Return whether a level is first, up, down, the same or not comparable (domain.md 3.2.6)."""
    if not previous:
        return "first"
    if previous == level:
        return "same"
    if is_lower(Level(previous), Level(level)):
        return "up"
    return "down" if is_lower(Level(level), Level(previous)) else "unclear"
