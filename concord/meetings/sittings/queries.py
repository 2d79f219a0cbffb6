"""Questions about meetings. Every answer is limited to what the viewer may see."""

from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from concord.meetings.sittings import access
from concord.meetings.sittings.models import Attendance, Contribution, Item, Series, Sitting
from concord.meetings.sittings.rules import SeriesKind, SittingState
from concord.trust.actors import Actor
from concord.trust.records import RecordQuerySet


def sittings_of(viewer: Actor) -> "QuerySet[Sitting]":
    """Return the sittings the viewer's agency belongs to, the latest first."""
    return access.sittings_visible_to(viewer).select_related("series").order_by("-starts_at", "pk")


def running_order(viewer: Actor, sitting: Sitting) -> RecordQuerySet:
    """Return the items of a sitting that the viewer may see, in order, with their children."""
    return (
        access.items_visible_to(viewer)
        .filter(sitting=sitting)
        .select_related("subject")
        .order_by("position")
    )


def items_of(viewer: Actor, subject_id: UUID) -> RecordQuerySet:
    """Return the items about one child, the earliest first."""
    return (
        access.items_visible_to(viewer)
        .filter(subject_id=subject_id)
        .select_related("sitting__series")
        .order_by("sitting__starts_at", "pk")
    )


def contributions_to(viewer: Actor, item: Item) -> "QuerySet[Contribution]":
    """Return what agencies said about one child, in order. The item must be visible."""
    return item.contributions.select_related("agency").order_by("at", "pk")


def attendance_at(sitting: Sitting) -> "QuerySet[Attendance]":
    """Return which agencies came to a sitting."""
    return sitting.attendance.select_related("agency").order_by("agency__name")


def next_sitting(kind: SeriesKind, *, after: datetime) -> Sitting | None:
    """Return the next planned sitting of a kind of meeting, or None. Names no child."""
    return (
        Sitting.objects.filter(series__kind=kind, starts_at__gte=after, state=SittingState.PLANNED)
        .select_related("series")
        .order_by("starts_at", "pk")
        .first()
    )


def series_of_kind(kind: SeriesKind) -> Series | None:
    """Return the series of a kind of meeting, or None where none is set up."""
    return Series.objects.filter(kind=kind).first()


def progress(sitting_ids: list[UUID], viewer: Actor) -> dict[UUID, dict[str, int]]:
    """Return how many of the items the viewer sees are listed and done, by sitting."""
    rows = (
        access.items_visible_to(viewer)
        .filter(sitting_id__in=sitting_ids)
        .order_by()
        .values("sitting_id")
        .annotate(listed=Count("id"), done=Count("id", filter=Q(state="discussed")))
    )
    return {row["sitting_id"]: row for row in rows}


def item_for(viewer: Actor, item_id: UUID) -> Item:
    """Return one visible item with its sitting. Raise Item.DoesNotExist when hidden or absent."""
    return (
        access.items_visible_to(viewer).select_related("subject", "sitting__series").get(pk=item_id)
    )
