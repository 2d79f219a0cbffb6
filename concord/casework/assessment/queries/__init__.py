"""Questions about assessments. Every answer is limited to what the viewer may see."""

from datetime import date
from uuid import UUID

from django.db.models import Q

from concord.casework.assessment import access
from concord.casework.assessment.models import Assessment, AssessmentQuerySet, Instrument
from concord.casework.assessment.rules import AssessmentStatus
from concord.trust.accounts.queries import gone
from concord.trust.actors import Actor


class NoInstrument(LookupError):
    """No assessment tool holds on that day: the installation lacks reference data."""


def instrument_on(on: date) -> Instrument:
    """Return the newest tool that holds on a day. Raise NoInstrument where there is none."""
    found = (
        Instrument.objects.filter(Q(valid_to=None) | Q(valid_to__gt=on), valid_from__lte=on)
        .order_by("-valid_from", "-version_number")
        .first()
    )
    if found is None:
        raise NoInstrument(f"No assessment tool holds on {on}. Load the reference data.")
    return found


def assessment_for(viewer: Actor, assessment_id: UUID) -> Assessment:
    """Return one visible assessment. Raise Assessment.DoesNotExist when hidden or absent."""
    return with_tool(access.visible_to(viewer)).get(pk=assessment_id)


def with_tool(assessments: AssessmentQuerySet) -> AssessmentQuerySet:
    """Return the same assessments with their child and tool fetched along."""
    return assessments.select_related("subject", "instrument")


def assessments_of(viewer: Actor, subject_id: UUID) -> AssessmentQuerySet:
    """Return the visible assessments of a child, the earliest first."""
    return access.visible_to(viewer).filter(subject_id=subject_id).order_by("requested_at", "pk")


def latest_agreed_of(viewer: Actor, subject_id: UUID) -> Assessment | None:
    """Return a child's assessment in force: the day of assessing orders them, not of entry."""
    return (
        access.visible_to(viewer)
        .agreed()
        .filter(subject_id=subject_id)
        .order_by("-assessed_on", "-agreed_at", "pk")
        .first()
    )


def open_assessment_of(viewer: Actor, subject_id: UUID) -> Assessment | None:
    """Return the assessment of a child that is not yet agreed, if there is one."""
    return access.visible_to(viewer).open().filter(subject_id=subject_id).first()


def to_complete(viewer: Actor) -> AssessmentQuerySet:
    """Return what the viewer took on, or for a social worker what nobody has, first due first.

    What somebody had who has left is nobody's.
    """
    waits_for_me = Q(assessor_id=viewer.user_id)
    if viewer.has_role(*access.ASSESSORS):
        waits_for_me |= Q(assessor_id=None) | Q(assessor_id__in=gone().values("pk"))
    return (
        access.visible_to(viewer)
        .being_written()
        .filter(waits_for_me)
        .select_related("subject")
        .order_by("due_at", "pk")
    )


def to_agree(viewer: Actor) -> AssessmentQuerySet:
    """Return what waits for the viewer's agreement, the first due first."""
    waiting = access.visible_to(viewer).waiting_for_agreement()
    if not viewer.has_role(*access.APPROVERS):
        return waiting.none()
    waiting = waiting.exclude(assessor_id=viewer.user_id)
    return waiting.select_related("subject").order_by("due_at", "pk")


def being_worked_on(viewer: Actor) -> AssessmentQuerySet:
    """Return every assessment that is not yet agreed, the first due first."""
    return access.visible_to(viewer).open().select_related("subject").order_by("due_at", "pk")


def before(assessment: Assessment) -> Assessment | None:
    """Return the child's latest agreed assessment other than this one."""
    return (
        Assessment.objects.agreed()
        .filter(subject_id=assessment.subject_id)
        .exclude(pk=assessment.pk)
        .order_by("-assessed_on", "-agreed_at", "pk")
        .first()
    )


def in_force_before(assessment: Assessment) -> AssessmentQuerySet:
    """Return the agreed assessments that this one takes the place of."""
    return Assessment.objects.filter(
        subject_id=assessment.subject_id, status=AssessmentStatus.AGREED
    ).exclude(pk=assessment.pk)
