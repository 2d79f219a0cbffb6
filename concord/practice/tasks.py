"""The actions a meeting sets about an invented child, and how agencies come to do them."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from concord.kernel.clocks import local_date
from concord.meetings.actions import commands, queries
from concord.meetings.actions.rules import ActionState
from concord.practice import minutes
from concord.practice.diary import Story
from concord.practice.district import Case, District
from concord.practice.minutes import Task
from concord.trust.reference.queries import standard

SET_BY = "minutes"
_OWNERS_NEED = ("identity",)


def choose(case: Case, *, first: bool) -> list[Task]:
    """Return what is set at a child's first discussion, or at a later one."""
    count = case.chance.randint(2, 3) if first else case.chance.randint(0, 1)
    return case.chance.sample(minutes.TASKS, count)


def set_task(district: District, case: Case, task: Task, item: Any, *, at: datetime) -> None:
    """Set an action at the meeting, and begin the story of its being done."""
    due_on = district.time.working_day(
        local_date(at) + timedelta(days=case.chance.choice((7, 14, 21)))
    )
    with district.acting(SET_BY) as by:
        action = commands.set_action(
            case.subject_id,
            by=by,
            text=task.text,
            owner_agency_id=district.staff[task.owner].agency_id,
            due_on=due_on,
            source_type="item",
            source_id=item.pk,
            at=at,
        )
    district.tally["actions set"] += 1
    district.diary.begin(_done(district, case, task, action.pk, set_at=at, due_at=action.due_at))


def finish_all(district: District, case: Case, *, at: datetime) -> None:
    """Complete what is still open about a child, as the chair checks before closing."""
    with district.acting("manager") as by:
        for action in queries.actions_of(by, case.subject_id).filter(state=ActionState.OPEN):
            evidence = next(task.evidence for task in minutes.TASKS if task.text == action.text)
            commands.complete_action(action, by=by, evidence=evidence, at=at)
            district.tally["actions completed"] += 1


def _done(
    district: District,
    case: Case,
    task: Task,
    action_id: UUID,
    *,
    set_at: datetime,
    due_at: datetime,
) -> Story:
    done_at = _done_at(district, case, set_at, due_at)
    if done_at is None:
        return
    yield done_at
    days = standard("sight_action", on=local_date(set_at)).value
    with district.acting_then(
        task.owner,
        case.subject_id,
        parts=_OWNERS_NEED,
        since=set_at,
        until=due_at + timedelta(days=days),
    ) as by:
        open_still = queries.actions_of(by, case.subject_id).filter(
            pk=action_id, state=ActionState.OPEN
        )
        for action in open_still:
            commands.complete_action(action, by=by, evidence=task.evidence, at=done_at)
            district.tally["actions completed"] += 1


def _done_at(district: District, case: Case, set_at: datetime, due_at: datetime) -> datetime | None:
    """Return when an action is done: mostly in time, sometimes late, now and then not at all."""
    luck = case.chance.random()
    if luck < 0.1:
        return None
    days = (due_at - set_at).days
    later_by = case.chance.randint(2, days) if luck < 0.8 else days + case.chance.randint(1, 12)
    return district.time.in_hours(local_date(set_at) + timedelta(days=later_by), case.chance)
