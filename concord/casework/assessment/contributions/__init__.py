"""What assessments lend to the engines below them."""

from uuid import UUID

from concord.casework.assessment import queries
from concord.casework.assessment.contributions.story import lines_of
from concord.casework.assessment.models import Assessment
from concord.engines import chronology, worklist
from concord.engines.chronology import Line
from concord.engines.worklist import Task
from concord.registers.subjects import merging
from concord.trust.access.rules import Compartment
from concord.trust.accounts.queries import names_of
from concord.trust.actors import Actor

MOST_TASKS = 50


def _tasks(actor: Actor) -> list[Task]:
    if Compartment.ASSESSMENT not in actor.writes:
        return []
    complete = [
        _task("Complete an assessment", row) for row in queries.to_complete(actor)[:MOST_TASKS]
    ]
    agree = [_task("Agree an assessment", row) for row in queries.to_agree(actor)[:MOST_TASKS]]
    return complete + agree


def _task(title: str, assessment: Assessment) -> Task:
    return Task(
        title=title,
        about=assessment.subject.descriptor,
        url=assessment.get_absolute_url(),
        due_at=assessment.due_at,
        kind="assessment",
        subject_id=assessment.subject_id,
    )


def _lines(actor: Actor, subject_id: UUID) -> list[Line]:
    assessments = list(queries.assessments_of(actor, subject_id))
    people = {row.assessor_id for row in assessments} | {row.agreed_by for row in assessments}
    names = names_of(people)
    return [line for row in assessments for line in lines_of(row, names)]


worklist.contribute("assessments", _tasks)
chronology.contribute("assessments", compartment=Compartment.ASSESSMENT, source=_lines)
merging.contribute(follows=["assessment.Assessment.subject", "assessment.Answer.subject"])
