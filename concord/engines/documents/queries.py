"""Questions about files. Every answer is limited to what the viewer may see."""

from uuid import UUID

from concord.engines.documents import access
from concord.engines.documents.models import StoredFile
from concord.trust.actors import Actor
from concord.trust.records import RecordQuerySet


def files_of(viewer: Actor, record_type: str, record_id: UUID) -> list[StoredFile]:
    """Return the visible files of a record, the latest first, with their contents' state."""
    return list(
        visible_with_content(viewer, record_type=record_type)
        .filter(record_id=record_id)
        .order_by("-attached_at", "pk")
    )


def visible_with_content(viewer: Actor, *, record_type: str = "") -> RecordQuerySet:
    """Return the files the viewer may know of, each with the state of its content."""
    return access.visible_to(viewer, record_type=record_type).select_related("content")
