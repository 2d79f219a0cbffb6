"""What changed in a subject's records, for those who may see the part that changed."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from concord.trust.access.queries import compartments_seen
from concord.trust.actors import Actor
from concord.trust.audit.models import Change

# Changes of these tables are shown without what they hide while any row of theirs is protected.
PROTECTED = {"subjects_address": ("confidential", frozenset({"lines", "postcode"}))}


def changes_of(
    actor: Actor, subject_id: UUID, *, record_id: UUID | None = None, before: datetime | None = None
) -> "QuerySet[Change]":
    """Return the changes of a subject, or of one of its records, the latest first.

    The first wall: parts that the actor sees now. Row-level security says the same again.
    """
    found = Change.objects.filter(
        subject_id=subject_id, compartment__in=compartments_seen(actor, subject_id)
    )
    if record_id:
        found = found.filter(record_id=record_id)
    if before:
        found = found.filter(made_at__lt=before)
    return found.order_by("-made_at", "id")


def ever_protected(subject_id: UUID) -> frozenset[UUID]:
    """Return the records of a subject that are, or once were, marked as protected."""
    marked = Q()
    for table, (flag, _) in PROTECTED.items():
        marked |= Q(table_name=table, **{f"changed__{flag}__contains": True})
    found = Change.objects.filter(marked, subject_id=subject_id)
    return frozenset(found.values_list("record_id", flat=True))


def is_masked(change: Any, column: str, protected: frozenset[UUID]) -> bool:
    """Return whether a column of a change must not be shown: part of a protected address."""
    _, hidden = PROTECTED.get(change.table_name, ("", frozenset()))
    return column in hidden and change.record_id in protected
