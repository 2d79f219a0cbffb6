"""Questions about statutory records. Every answer is limited to what the viewer may see."""

from uuid import UUID

from concord.casework.statutory import access
from concord.trust.actors import Actor
from concord.trust.records import RecordQuerySet


def episodes_of(viewer: Actor, subject_id: UUID) -> RecordQuerySet:
    """Return the visible episodes of a child with their steps, the earliest first."""
    return (
        access.visible_to(viewer)
        .filter(subject_id=subject_id)
        .prefetch_related("steps")
        .order_by("referred_on", "pk")
    )
