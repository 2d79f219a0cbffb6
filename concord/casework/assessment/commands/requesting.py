"""Ask for an assessment, and take it on."""

from datetime import datetime
from uuid import UUID

from concord.casework.assessment import access, queries
from concord.casework.assessment.events import AssessmentRequested, AssessmentTakenOn
from concord.casework.assessment.models import Assessment
from concord.kernel.clocks import end_of_local_day, local_date, working_days_after
from concord.registers.subjects.models import Subject
from concord.trust.actors import Actor
from concord.trust.commands import announce, command
from concord.trust.reference.queries import closed_days, standard


@command(may=access.may_request)
def request_assessment(
    subject_id: UUID, /, *, by: Actor, because: str, source_id: UUID | None, at: datetime
) -> Assessment:
    """Ask for a child to be assessed with the tool of the day, due in working days from now.

    While one is open a second is not begun: the open one is returned.
    """
    # Two who ask at once wait for one another here, so that only one assessment is begun.
    Subject.objects.select_for_update().get(pk=subject_id)
    assessment = Assessment.objects.open().filter(subject_id=subject_id).first()
    if assessment is None:
        on = local_date(at)
        limit = standard("assessment_completion", on=on)
        due_on = working_days_after(on, limit.value, holidays=closed_days())
        assessment = Assessment(
            subject_id=subject_id,
            instrument=queries.instrument_on(on),
            because=because,
            source_id=source_id,
            requested_at=at,
            due_on=due_on,
            due_at=end_of_local_day(due_on),
        )
        assessment.save(force_insert=True)
    announce(AssessmentRequested(assessment.pk, subject_id, assessment.due_on.isoformat()), by=by)
    return assessment


@command(may=access.may_take_on)
def take_on(assessment: Assessment, /, *, by: Actor) -> Assessment:
    """Become the assessor, or take the assessment over from a colleague."""
    taken_from, assessment.assessor_id = assessment.assessor_id, by.user_id
    assessment.save()
    announce(AssessmentTakenOn(assessment.pk, assessment.subject_id, by.user_id, taken_from), by=by)
    return assessment
