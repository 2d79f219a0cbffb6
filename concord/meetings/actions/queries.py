"""Questions about agreed actions. Every answer is limited to what the viewer may see."""

from uuid import UUID

from concord.meetings.actions import access
from concord.meetings.actions.rules import ActionState
from concord.trust.actors import Actor
from concord.trust.records import RecordQuerySet


def owed_by_agency_of(viewer: Actor) -> RecordQuerySet:
    """Return the open actions of the viewer's agency, the first due first."""
    return (
        access.visible_to(viewer)
        .filter(owner_agency_id=viewer.agency_id, state=ActionState.OPEN)
        .select_related("subject", "owner_agency")
        .order_by("due_at", "pk")
    )


def actions_of(viewer: Actor, subject_id: UUID) -> RecordQuerySet:
    """Return the visible actions about a subject, the first set first."""
    return (
        access.visible_to(viewer)
        .filter(subject_id=subject_id)
        .select_related("owner_agency")
        .order_by("set_at", "due_on", "pk")
    )


def actions_from(viewer: Actor, source_id: UUID) -> RecordQuerySet:
    """Return the visible actions that were set in one place, such as a meeting's item."""
    return (
        access.visible_to(viewer)
        .filter(source_id=source_id)
        .select_related("owner_agency")
        .order_by("due_on", "pk")
    )


def open_count(viewer: Actor, subject_id: UUID) -> int:
    """Return how many actions about a subject are open, of those the viewer may see."""
    return access.visible_to(viewer).filter(subject_id=subject_id, state=ActionState.OPEN).count()
