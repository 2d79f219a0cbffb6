"""How a tracked child is followed: a lead worker, reviews, changes of level, and an end."""

from datetime import datetime, timedelta
from typing import Any

from concord.casework.assessment import commands as assessments
from concord.casework.assessment.queries import latest_agreed_of
from concord.casework.tracking import commands, queries
from concord.kernel.clocks import local_date
from concord.kernel.levels import Level
from concord.meetings.actions.queries import open_count
from concord.practice import minutes, tasks
from concord.practice.assessing import assessed
from concord.practice.diary import Story, Telling
from concord.practice.district import Case, District
from concord.practice.meeting import Meetings
from concord.practice.plots import Until

_REVIEW_BEGINS_DAYS_BEFORE = 9
_LISTED_DAYS_BEFORE = 4
_AFTER_THE_MEETING = timedelta(hours=4)


def followed(district: District, meetings: Meetings, case: Case, *, agreed_at: datetime) -> Story:
    """Follow a child from the agreed assessment to the end of tracking, or to the present."""
    yield district.time.meeting_after(agreed_at) + _AFTER_THE_MEETING
    began_on = local_date(agreed_at)
    with district.acting("manager") as by:
        period = _period(by, case)
        commands.name_lead_worker(period, by=by, user_id=district.staff[case.worker].user_id)
    if case.plot.until == Until.REVIEW_MISSED:
        return
    while True:
        due_on = _review_due_on(district, case)
        days = (due_on - began_on).days
        if case.plot.closes and days >= case.plot.closes[0]:
            yield from _closed(district, meetings, case, due_on=due_on)
            return
        target = _level_after(case, days)
        if target != case.level:
            yield from _reassessed(district, meetings, case, level=target, due_on=due_on)
        else:
            yield from _reviewed(district, meetings, case, due_on=due_on)


def _level_after(case: Case, days: int) -> Level:
    turned = [level for after, level in case.plot.turns if days >= after]
    return turned[-1] if turned else case.plot.level


def _reviewed(district: District, meetings: Meetings, case: Case, *, due_on: Any) -> Story:
    on = district.time.working_day(due_on - timedelta(days=_LISTED_DAYS_BEFORE))
    at = district.time.in_hours(on, case.chance)
    yield at
    due = f"{due_on.day} {due_on:%B %Y}"
    start = meetings.list_child(
        case, reason_code="review_due", reason=minutes.LISTED_FOR_REVIEW.format(due=due), at=at
    )
    yield start + _AFTER_THE_MEETING


def _reassessed(
    district: District, meetings: Meetings, case: Case, *, level: Level, due_on: Any
) -> Telling[datetime]:
    """Assess a child again before the review; return when the meeting has discussed it."""
    on = district.time.working_day(due_on - timedelta(days=_REVIEW_BEGINS_DAYS_BEFORE))
    at = district.time.in_hours(on, case.chance)
    yield at
    with district.acting(case.worker) as by:
        assessments.request_assessment(
            case.subject_id, by=by, because="The review of the level", source_id=None, at=at
        )
    agreed_at = yield from assessed(district, meetings, case, level=level, after=at)
    # Agreeing it has put the child on the list of the next meeting.
    after = district.time.meeting_after(agreed_at) + _AFTER_THE_MEETING
    yield after
    return after


def _closed(district: District, meetings: Meetings, case: Case, *, due_on: Any) -> Story:
    _, reason = case.plot.closes
    after = yield from _reassessed(district, meetings, case, level=case.level, due_on=due_on)
    at = district.time.later(after, 2, case.chance)
    yield at
    tasks.finish_all(district, case, at=at)
    with district.acting("manager") as by:
        latest = latest_agreed_of(by, case.subject_id)
        commands.close_tracking(
            _period(by, case),
            by=by,
            reason=reason,
            note=minutes.CLOSING_NOTE[reason],
            family_told=True,
            told_reason="",
            open_actions=open_count(by, case.subject_id),
            assessed_on=latest.assessed_on,
            at=at,
        )
    district.tally["tracking periods closed"] += 1


def _period(by: Any, case: Case) -> Any:
    return queries.open_period_of(by, case.subject_id)


def _review_due_on(district: District, case: Case) -> Any:
    with district.acting("manager") as by:
        return _period(by, case).review_due_on
