"""Who may see and answer questions about looks: information governance, never about themselves."""

from uuid import UUID

from concord.kernel.verdicts import Verdict, allowed_if, first_refusal
from concord.trust.actors import Actor, is_system
from concord.trust.oversight.models import Question
from concord.trust.records import RecordQuerySet

KEEPERS = ("information_governance",)


def visible_to(actor: Actor) -> RecordQuerySet:
    """Return the questions this actor may know of. Row-level security hides sealed children."""
    found = Question.objects.exclude(user_id=actor.user_id)
    return found if actor.has_role(*KEEPERS) else found.none()


def may_question(actor: Actor, user_id: UUID) -> Verdict:
    """Questions are raised by the watch and the weekly draw."""
    return allowed_if(is_system(actor), "Questions about looks are raised by Concord itself.")


def may_answer(actor: Actor, question: Question) -> Verdict:
    """domain.md 9.2: information governance reads the audit."""
    return first_refusal(
        allowed_if(
            actor.has_role(*KEEPERS), "Only information governance answers questions about looks."
        ),
        allowed_if(
            question.user_id != actor.user_id, "Nobody answers a question about themselves."
        ),
    )
