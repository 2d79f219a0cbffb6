"""Raise and answer questions about looks at records."""

from datetime import datetime
from uuid import UUID

from concord.kernel.verdicts import allowed_if
from concord.trust.actors import Actor
from concord.trust.commands import announce, command, require
from concord.trust.oversight import access
from concord.trust.oversight.events import LookAnswered, LookQuestioned
from concord.trust.oversight.models import Question
from concord.trust.oversight.rules import Doubt


@command(may=access.may_question)
def question_look(
    user_id: UUID, /, *, by: Actor, agency_id: UUID, doubt: Doubt, at: datetime, week: str = ""
) -> Question:
    """Ask for an explanation of what one person looked at."""
    question = Question(
        key=f"{user_id}:{doubt.key}",
        pattern=doubt.pattern,
        user_id=user_id,
        agency_id=agency_id,
        subject_id=doubt.subject_id,
        happened_at=doubt.at,
        raised_at=at,
        count=doubt.count,
        week=week,
    )
    question.save(force_insert=True)
    event = LookQuestioned(question.pk, doubt.subject_id, doubt.pattern.value, user_id)
    announce(event, by=by)
    return question


@command(may=access.may_answer)
def answer_question(
    question: Question, *, by: Actor, finding: str, note: str, at: datetime
) -> Question:
    """Record what was found out about a look. A finding stands: it is not changed afterwards."""
    require(allowed_if(not question.finding, "This question has been answered."))
    require(allowed_if(bool(note.strip()), "Say how you know."))
    question.finding, question.note = finding, note
    question.found_by, question.found_at = by.user_id, at
    question.save()
    announce(LookAnswered(question.pk, question.subject_id, finding), by=by)
    return question
