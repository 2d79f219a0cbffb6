"""Conclude an assessment: submit it, agree it as the second person, or send it back."""

from datetime import date, datetime

from concord.casework.assessment import access, queries, rules
from concord.casework.assessment.events import (
    AssessmentAgreed,
    AssessmentSentBack,
    AssessmentSubmitted,
    AssessmentSuperseded,
)
from concord.casework.assessment.models import Assessment
from concord.casework.assessment.queries import answers as kept
from concord.casework.assessment.queries import computing
from concord.casework.assessment.rules import AssessmentStatus, readiness
from concord.kernel.clocks import local_date
from concord.kernel.levels import HarmStatus, Level
from concord.trust.actors import Actor
from concord.trust.commands import announce, command, require


@command(may=access.may_submit)
def submit_assessment(  # noqa: PLR0913 - what the assessor concludes, each part kept apart
    assessment: Assessment,
    /,
    *,
    by: Actor,
    professional_level: Level,
    override_reason: str,
    harm_status: HarmStatus,
    exploitation_types: list[str],
    assessed_on: date,
    at: datetime,
    child_words: str | None = None,
) -> Assessment:
    """Conclude an assessment (annex B, draft to submitted) and freeze how its level came about."""
    require(rules.STEPS.check(AssessmentStatus(assessment.status), AssessmentStatus.SUBMITTED))
    answers = kept.answers_of(assessment)
    score = computing.score_of(assessment, answers, on=assessed_on)
    previous = queries.before(assessment)
    require(readiness.may_be_submitted(computing.tool_of(assessment), answers))
    require(
        readiness.day_is_possible(
            assessed_on,
            today=local_date(at),
            in_force_since=previous.assessed_on if previous else None,
        )
    )
    require(rules.override_is_explained(score.level, professional_level, override_reason))
    require(readiness.types_are_named(professional_level, exploitation_types))
    assessment.status = AssessmentStatus.SUBMITTED
    assessment.assessor_id = assessment.assessor_id or by.user_id
    assessment.assessed_on = assessed_on
    assessment.harm_status = harm_status
    assessment.exploitation_types = exploitation_types
    assessment.child_words = assessment.child_words if child_words is None else child_words
    assessment.computed_level = score.level
    assessment.score = score.score
    assessment.result = computing.frozen(assessment, score, previous=previous)
    assessment.professional_level = professional_level
    assessment.override_reason = override_reason
    assessment.submitted_at = at
    assessment.save()
    announce(
        AssessmentSubmitted(assessment.pk, assessment.subject_id, score.level, professional_level),
        by=by,
    )
    return assessment


@command(may=access.may_agree)
def agree_assessment(
    assessment: Assessment,
    /,
    *,
    by: Actor,
    final_level: Level,
    at: datetime,
    reason: str = "",
) -> Assessment:
    """Agree the level as the second person (annex B); earlier agreed assessments give way."""
    require(rules.STEPS.check(AssessmentStatus(assessment.status), AssessmentStatus.AGREED))
    require(
        rules.second_person_agrees(
            assessor=assessment.assessor_id,
            approver=by.user_id,
            computed=Level(assessment.computed_level),
            final=final_level,
            reason=reason or assessment.override_reason,
        )
    )
    require(
        readiness.other_level_is_explained(
            professional=Level(assessment.professional_level), final=final_level, reason=reason
        )
    )
    require(readiness.types_are_named(final_level, assessment.exploitation_types))
    _supersede_earlier(assessment, by=by)
    assessment.status = AssessmentStatus.AGREED
    assessment.final_level = final_level
    assessment.final_reason = reason
    assessment.agreed_at = at
    assessment.agreed_by = by.user_id
    assessment.save()
    announce(
        AssessmentAgreed(
            assessment.pk,
            assessment.subject_id,
            final_level,
            assessment.harm_status,
            tuple(assessment.exploitation_types),
            assessment.assessed_on.isoformat() if assessment.assessed_on else "",
        ),
        by=by,
    )
    return assessment


@command(may=access.may_agree)
def send_back(assessment: Assessment, /, *, by: Actor, because: str, at: datetime) -> Assessment:
    """Send an assessment back for more. What was submitted is kept beside what comes next."""
    require(rules.STEPS.check(AssessmentStatus(assessment.status), AssessmentStatus.RETURNED))
    require(readiness.return_is_explained(because))
    submission = computing.submission(assessment, kept.answers_of(assessment))
    returned = {"because": because, "by": str(by.user_id), "at": at.isoformat()}
    assessment.sent_back = [*assessment.sent_back, submission | returned]
    assessment.status = AssessmentStatus.RETURNED
    assessment.returned_because = because
    assessment.save()
    announce(AssessmentSentBack(assessment.pk, assessment.subject_id), by=by)
    return assessment


def _supersede_earlier(assessment: Assessment, *, by: Actor) -> None:
    for earlier in queries.in_force_before(assessment).select_for_update():
        earlier.status = AssessmentStatus.SUPERSEDED
        earlier.save()
        announce(AssessmentSuperseded(earlier.pk, earlier.subject_id, assessment.pk), by=by)
