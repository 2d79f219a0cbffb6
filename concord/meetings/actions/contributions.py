"""What agreed actions lend to the engines below them."""

from uuid import UUID

from concord.engines import chronology, worklist
from concord.engines.chronology import Line
from concord.engines.worklist import Task
from concord.meetings.actions import queries
from concord.registers.subjects import merging
from concord.trust.access.rules import Compartment
from concord.trust.accounts.queries import names_of
from concord.trust.actors import Actor
from concord.trust.wording import as_corrected, with_corrections


def _tasks(actor: Actor) -> list[Task]:
    if Compartment.ACTION not in actor.writes:
        return []
    return [
        Task(
            title=action.text,
            about=action.subject.descriptor,
            url=action.get_absolute_url(),
            due_at=action.due_at,
            kind="action",
            subject_id=action.subject_id,
        )
        for action in queries.owed_by_agency_of(actor)[:50]
    ]


def _lines(actor: Actor, subject_id: UUID) -> list[Line]:
    actions = list(with_corrections(queries.actions_of(actor, subject_id), "evidence"))
    names = names_of({action.completed_by for action in actions})
    lines = [
        Line(
            at=action.set_at,
            title="Action set",
            by=f"for {action.owner_agency.name}",
            text=action.text,
            url=action.get_absolute_url(),
        )
        for action in actions
    ]
    lines += [
        Line(
            at=action.completed_at,
            title="Action completed",
            by=", ".join(
                part for part in (names.get(action.completed_by), action.owner_agency.name) if part
            ),
            text=as_corrected(action, "evidence"),
            url=action.get_absolute_url(),
        )
        for action in actions
        if action.completed_at
    ]
    return lines


worklist.contribute("actions", _tasks)
chronology.contribute("actions", compartment=Compartment.ACTION, source=_lines)
merging.contribute(follows=["actions.Action.subject", "actions.EvidenceCorrection.subject"])
