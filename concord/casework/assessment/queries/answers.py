"""What has been answered so far."""

from collections.abc import Collection

from concord.casework.assessment.models import Answer, Assessment
from concord.casework.assessment.rules import AnswerState
from concord.casework.assessment.rules.readiness import GivenAnswer


def answers_of(assessment: Assessment) -> dict[str, GivenAnswer]:
    """Return everything answered so far, by indicator, in one query."""
    rows = Answer.objects.filter(assessment_id=assessment.pk)
    return {row.indicator: given(row) for row in rows}


def rows_of(assessment: Assessment, codes: Collection[str]) -> dict[str, Answer]:
    """Return the kept answers to these indicators."""
    rows = Answer.objects.filter(assessment_id=assessment.pk, indicator__in=list(codes))
    return {row.indicator: row for row in rows}


def given(row: Answer) -> GivenAnswer:
    """Return a kept answer as it was given."""
    return GivenAnswer(AnswerState(row.state), tuple(row.windows), row.source_text)
