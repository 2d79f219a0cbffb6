"""Questions about tracked children. Every answer is limited to what the viewer may see."""

from datetime import date
from uuid import UUID

from django.db.models import Q

from concord.casework.tracking import access
from concord.casework.tracking.models import LevelChange, Period
from concord.trust.access.queries import sighted, unsealed
from concord.trust.access.rules import Compartment
from concord.trust.actors import Actor
from concord.trust.records import RecordQuerySet


def tracked_now(viewer: Actor) -> RecordQuerySet:
    """Return the open tracking periods the viewer may see, the first review due first."""
    return (
        access.visible_to(viewer)
        .filter(closed_on=None)
        .select_related("subject")
        .order_by("review_due_on", "subject__descriptor", "pk")
    )


def open_period_of(viewer: Actor, subject_id: UUID) -> Period | None:
    """Return a child's open tracking period, or None when there is none to be seen."""
    return access.visible_to(viewer).filter(subject_id=subject_id, closed_on=None).first()


def open_on(viewer: Actor, on: date) -> RecordQuerySet:
    """Return the periods open at the end of a day: the list behind a stock figure (8.1).

    Like the figure, it leaves out what is sealed, also for those whom the seal names.
    """
    return (
        unsealed(access.visible_to(viewer))
        .filter(Q(closed_on=None) | Q(closed_on__gt=on), opened_on__lte=on)
        .select_related("subject")
        .order_by("subject__descriptor", "pk")
    )


def changes_of(viewer: Actor, subject_id: UUID) -> RecordQuerySet:
    """Return the level changes of a child, the earliest first."""
    rows = sighted(LevelChange.objects.all(), viewer, compartment=Compartment.TRACKING)
    return rows.filter(subject_id=subject_id).order_by("changed_on", "recorded_at", "pk")


def levels_on(viewer: Actor, periods: list[Period], on: date) -> dict[UUID, str]:
    """Return the level each period stood at on a day, by period, in one query."""
    rows = sighted(LevelChange.objects.all(), viewer, compartment=Compartment.TRACKING)
    rows = rows.filter(period__in=periods, changed_on__lte=on)
    rows = rows.order_by("changed_on", "recorded_at", "pk")
    return dict(rows.values_list("period_id", "to_level"))
