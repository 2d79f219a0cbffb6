"""Who may see an assessment, and who may do what with it."""

from uuid import UUID

from concord.casework.assessment.models import Assessment
from concord.casework.assessment.rules import AssessmentStatus, may_still_be_written
from concord.kernel.verdicts import Verdict, allowed_if, first_refusal
from concord.trust.access.queries import sighted
from concord.trust.access.rules import Compartment
from concord.trust.actors import Actor, is_system
from concord.trust.records import RecordQuerySet

ASSESSORS = ("social_worker",)
# Until somebody takes an assessment on, those who know the child may all add what they know.
CONTRIBUTORS = (*ASSESSORS, "police", "youth_justice", "keyworker")
APPROVERS = ("team_manager",)


def visible_to(actor: Actor) -> RecordQuerySet:
    """Return the assessments this actor may know of; everything else does not exist for them."""
    return sighted(Assessment.objects.all(), actor, compartment=Compartment.ASSESSMENT)


def may_request(actor: Actor, subject_id: UUID) -> Verdict:
    """An assessment follows from a decision, or social care asks for a new one."""
    return allowed_if(
        is_system(actor) or _writes(actor, *ASSESSORS, *APPROVERS),
        "Only a social worker or a team manager may ask for an assessment.",
    )


def may_take_on(actor: Actor, assessment: Assessment) -> Verdict:
    """A social worker takes on an assessment, or takes it over from a colleague."""
    return first_refusal(
        allowed_if(_writes(actor, *ASSESSORS), "Only a social worker may take on an assessment."),
        allowed_if(
            assessment.assessor_id != actor.user_id, "You have already taken on this assessment."
        ),
        may_still_be_written(AssessmentStatus(assessment.status)),
    )


def may_answer(actor: Actor, assessment: Assessment) -> Verdict:
    """The assessor answers; before anybody has taken it on, everybody who knows the child may."""
    if assessment.assessor_id is None:
        return allowed_if(
            _writes(actor, *CONTRIBUTORS),
            "Only social workers, police, youth justice workers and keyworkers may answer.",
        )
    return allowed_if(
        assessment.assessor_id == actor.user_id and Compartment.ASSESSMENT in actor.writes,
        "A colleague has taken on this assessment. Only they may change its answers.",
    )


def may_submit(actor: Actor, assessment: Assessment) -> Verdict:
    """A social worker submits what they assessed themselves (annex B, draft to submitted)."""
    return first_refusal(
        allowed_if(_writes(actor, *ASSESSORS), "Only a social worker may submit an assessment."),
        may_answer(actor, assessment),
    )


def may_agree(actor: Actor, assessment: Assessment) -> Verdict:
    """A manager who is not the assessor agrees, or sends back (annex B, submitted to agreed)."""
    return first_refusal(
        allowed_if(_writes(actor, *APPROVERS), "Only a team manager may agree an assessment."),
        allowed_if(
            assessment.assessor_id != actor.user_id,
            "You wrote this assessment. Somebody else must agree it.",
        ),
    )


def may_write(actor: Actor, assessment: Assessment) -> Verdict:
    """Return whether this person may change its answers now, for the pages."""
    return first_refusal(
        may_still_be_written(AssessmentStatus(assessment.status)), may_answer(actor, assessment)
    )


def _writes(actor: Actor, *roles: str) -> bool:
    return actor.has_role(*roles) and Compartment.ASSESSMENT in actor.writes
