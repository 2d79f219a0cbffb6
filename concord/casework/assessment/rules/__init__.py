"""What the procedures say about an assessment (domain.md 3.2, annex B). No database, no clock."""

from concord.kernel.choices import TextChoices
from concord.kernel.levels import Level, is_lower
from concord.kernel.steps import Steps
from concord.kernel.verdicts import ALLOWED, Verdict, allowed_if, first_refusal, refused

SHORTEST_OVERRIDE_REASON = 30


class AnswerState(TextChoices):
    YES = "yes", "Yes"
    NO = "no", "No"
    UNKNOWN = "unknown", "Not known"
    NOT_ASKED = "not_asked", "Not asked"


class Window(TextChoices):
    CURRENT = "current", "In the last 6 months"
    RECENT = "recent", "6 to 12 months ago"
    HISTORIC = "historic", "Longer ago"


class AssessmentStatus(TextChoices):
    DRAFT = "draft", "Being written"
    SUBMITTED = "submitted", "Waiting for agreement"
    RETURNED = "returned", "Sent back for more"
    AGREED = "agreed", "Agreed"
    SUPERSEDED = "superseded", "Replaced by a later one"


STEPS = Steps(
    "assessment",
    {
        AssessmentStatus.DRAFT: {AssessmentStatus.SUBMITTED},
        AssessmentStatus.RETURNED: {AssessmentStatus.SUBMITTED},
        AssessmentStatus.SUBMITTED: {AssessmentStatus.AGREED, AssessmentStatus.RETURNED},
        AssessmentStatus.AGREED: {AssessmentStatus.SUPERSEDED},
    },
)


def may_still_be_written(status: AssessmentStatus) -> Verdict:
    """A submitted assessment does not change; it is sent back or replaced."""
    return allowed_if(
        status in (AssessmentStatus.DRAFT, AssessmentStatus.RETURNED),
        "This assessment has been submitted and can no longer be changed.",
    )


def override_is_explained(computed: Level, professional: Level, reason: str) -> Verdict:
    """A level that differs from the computed one, either way, carries its reason (3.2.4)."""
    if computed == professional or len(reason.strip()) >= SHORTEST_OVERRIDE_REASON:
        return ALLOWED
    return refused(
        f"Your level differs from the computed one. Explain why in at least"
        f" {SHORTEST_OVERRIDE_REASON} characters."
    )


def second_person_agrees(
    *, assessor: object, approver: object, computed: Level, final: Level, reason: str
) -> Verdict:
    """Somebody other than the assessor agrees; nobody lowers a level below computed alone."""
    explained = final == computed or len(reason.strip()) >= SHORTEST_OVERRIDE_REASON
    lowering = "A level below the computed one needs its reason in the assessment."
    return first_refusal(
        allowed_if(assessor != approver, "Somebody other than the assessor must agree."),
        allowed_if(explained or not is_lower(final, computed), lowering),
    )
