"""Forms sent after a session had ended, held until their sender signs in again: nothing is lost."""

import json
from datetime import datetime, timedelta
from uuid import UUID

from django.http import QueryDict

from concord.trust.safekeeping.models import HeldForm

KEPT_HOURS = 24
_UNSENT = ("csrfmiddlewaretoken",)


def hold(owner_id: UUID, path: str, answers: QueryDict, *, at: datetime) -> UUID:
    """Keep a form for its sender and return its key."""
    held = HeldForm(owner_id=owner_id, path=path[:500], held_at=at)
    pairs = [
        [name, value] for name, values in answers.lists() if name not in _UNSENT for value in values
    ]
    held.sealed = json.dumps(pairs)
    held.save(force_insert=True)
    return held.pk


def take(held_id: UUID, *, owner_id: UUID, at: datetime) -> tuple[str, list[list[str]]] | None:
    """Return the path and the answers of a person's own held form, or None."""
    earliest = at - timedelta(hours=KEPT_HOURS)
    held = HeldForm.objects.filter(pk=held_id, owner_id=owner_id, held_at__gte=earliest).first()
    if held is None:
        return None
    pairs = json.loads(held.sealed)
    return held.path, pairs


def discard(held_id: UUID, *, owner_id: UUID) -> None:
    """Forget a held form once it has been sent again."""
    HeldForm.objects.filter(pk=held_id, owner_id=owner_id).delete()
