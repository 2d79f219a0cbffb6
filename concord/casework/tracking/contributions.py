"""What tracking lends to the engines below it."""

from uuid import UUID

from django.urls import reverse

from concord.casework.tracking import queries
from concord.casework.tracking.measures import (
    CHILDREN_TRACKED,
    TRACKING_ENDED,
    TRACKING_STARTED,
)
from concord.casework.tracking.rules import ClosureReason
from concord.engines import chronology, worklist
from concord.engines.chronology import Line
from concord.engines.statistics import measures
from concord.engines.worklist import Task
from concord.kernel.clocks import end_of_local_day, start_of_local_day
from concord.kernel.levels import HarmStatus, Level
from concord.registers.subjects import merging
from concord.trust.access.rules import Compartment
from concord.trust.accounts.queries import gone, names_of
from concord.trust.actors import Actor

MOST_TASKS = 50


def _tasks(actor: Actor) -> list[Task]:
    # A keyworker may lead without being able to change the level: the review is theirs to ask for.
    if Compartment.TRACKING not in actor.reads:
        return []
    mine = queries.tracked_now(actor).filter(lead_worker_id=actor.user_id)[:MOST_TASKS]
    return _leaderless(actor) + [
        Task(
            title="Review the risk level",
            about=period.subject.descriptor,
            url=reverse("desk:child", args=[period.subject_id]),
            due_at=end_of_local_day(period.review_due_on),
            kind="review",
            subject_id=period.subject_id,
        )
        for period in mine
    ]


def _leaderless(actor: Actor) -> list[Task]:
    """Children whose lead worker has left, for whoever manages the team."""
    if not actor.has_role("team_manager"):
        return []
    left = queries.tracked_now(actor).filter(lead_worker_id__in=gone().values("pk"))
    return [
        Task(
            title="Name another lead worker: this one has left",
            about=period.subject.descriptor,
            url=reverse("tracking:lead_worker", args=[period.pk]),
            due_at=None,
            kind="lead_worker",
            subject_id=period.subject_id,
        )
        for period in left[:MOST_TASKS]
    ]


def _lines(actor: Actor, subject_id: UUID) -> list[Line]:
    changes = list(queries.changes_of(actor, subject_id).select_related("period"))
    names = names_of({change.by for change in changes})
    lines = []
    for change in changes:
        new, old = Level(change.to_level), change.from_level
        title = (
            f"Tracking started at {new.label.lower()}"
            if not old
            else f"Level stays {new.label.lower()}"
        )
        if old and old != new:
            title = f"Level changed from {Level(old).label.lower()} to {new.label.lower()}"
        lines.append(
            Line(
                at=change.recorded_at,
                title=title,
                by=names.get(change.by, ""),
                text=change.reason,
                facts=[("Harm", HarmStatus(change.harm_status).label)],
                significant=old != new,
                follows=1,
            )
        )
    closed = {change.period for change in changes if change.period.closed_on}
    lines += [
        Line(
            at=start_of_local_day(period.closed_on),
            title=f"Tracking closed: {ClosureReason(period.closure_reason).label.lower()}",
            text=period.closure_note,
            is_day=True,
            significant=True,
        )
        for period in closed
    ]
    return lines


worklist.contribute("reviews", _tasks)
chronology.contribute("tracking", compartment=Compartment.TRACKING, source=_lines)
merging.contribute(
    follows=["tracking.Period.subject", "tracking.LevelChange.subject"],
    clashes={"one_open_period": "Both are being tracked. Close the tracking of one of them first."},
)
for measure in (CHILDREN_TRACKED, TRACKING_STARTED, TRACKING_ENDED):
    measures.contribute(measure)
