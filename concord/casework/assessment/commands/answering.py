"""Save answers, part by part. Nobody overwrites what a colleague saved in the meantime."""

from datetime import datetime

from concord.casework.assessment import access, rules
from concord.casework.assessment.events import DomainAnswered, OverallRecorded
from concord.casework.assessment.models import Answer, Assessment
from concord.casework.assessment.queries import answers as kept
from concord.casework.assessment.queries import computing
from concord.casework.assessment.rules import AnswerState, AssessmentStatus, readiness
from concord.casework.assessment.rules.readiness import Answers, GivenAnswer
from concord.kernel.levels import HarmStatus
from concord.trust.actors import Actor
from concord.trust.commands import Stale, announce, command, require

OVERALL = "overall"


@command(may=access.may_answer)
def answer_domain(
    assessment: Assessment,
    /,
    *,
    by: Actor,
    domain: str,
    answers: Answers,
    note: str,
    at: datetime,
    since: int | None = None,
) -> Assessment:
    """Save the answers and the note of one domain.

    `since` is the version of the assessment that the person had before them: Stale is raised when
    this domain was saved after it. Work by somebody else on another domain is no conflict, unlike
    with `seen`, which compares the whole assessment.
    """
    require(rules.may_still_be_written(AssessmentStatus(assessment.status)))
    asked = computing.tool_of(assessment).domain(domain)
    require(readiness.answers_belong(asked, answers))
    _require_fresh(assessment, domain, since)
    changed = _keep(assessment, answers)
    assessment.notes = assessment.notes | {domain: note}
    _save_part(assessment, domain, by=by, at=at)
    announce(DomainAnswered(assessment.pk, assessment.subject_id, domain, changed), by=by)
    return assessment


@command(may=access.may_answer)
def record_overall(  # noqa: PLR0913 - what belongs to no single domain
    assessment: Assessment,
    /,
    *,
    by: Actor,
    child_words: str,
    analysis: str,
    exploitation_types: list[str],
    harm_status: HarmStatus | str,
    at: datetime,
    since: int | None = None,
) -> Assessment:
    """Save what belongs to no single domain: the child's own words, the analysis, types, harm."""
    require(rules.may_still_be_written(AssessmentStatus(assessment.status)))
    _require_fresh(assessment, OVERALL, since)
    assessment.child_words = child_words
    assessment.analysis = analysis
    assessment.exploitation_types = exploitation_types
    assessment.harm_status = harm_status
    _save_part(assessment, OVERALL, by=by, at=at)
    announce(OverallRecorded(assessment.pk, assessment.subject_id), by=by)
    return assessment


def _require_fresh(assessment: Assessment, part: str, since: int | None) -> None:
    if since is not None and assessment.saved.get(part, {}).get("version", 0) > since:
        raise Stale(assessment)


def _save_part(assessment: Assessment, part: str, *, by: Actor, at: datetime) -> None:
    # The version that this very save brings about.
    mark = {"version": assessment.version + 1, "by": str(by.user_id), "at": at.isoformat()}
    assessment.saved = assessment.saved | {part: mark}
    assessment.save()


def _keep(assessment: Assessment, answers: Answers) -> tuple[str, ...]:
    """Keep these answers and return which indicators changed. Two queries, however many."""
    rows = kept.rows_of(assessment, answers)
    changed = [
        _row(assessment, code, answer, rows.get(code))
        for code, answer in answers.items()
        if _differs(answer, rows.get(code))
    ]
    Answer.objects.bulk_create(
        changed,
        update_conflicts=True,
        unique_fields=["assessment", "indicator"],
        update_fields=["state", "windows", "source_text", "version"],
    )
    return tuple(row.indicator for row in changed)


def _differs(answer: GivenAnswer, row: Answer | None) -> bool:
    if row is None:
        return answer != GivenAnswer(AnswerState.NOT_ASKED)
    return kept.given(row) != answer


def _row(assessment: Assessment, code: str, answer: GivenAnswer, was: Answer | None) -> Answer:
    # Times belong to a yes; what somebody wrote is kept whatever the answer.
    windows = list(answer.windows) if answer.state == AnswerState.YES else []
    return Answer(
        assessment=assessment,
        subject_id=assessment.subject_id,
        indicator=code,
        state=answer.state,
        windows=windows,
        source_text=answer.source_text,
        version=was.version + 1 if was else 1,
    )
