"""Drafts: unfinished forms, kept encrypted on the server for the person who began them."""

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.http import Http404

from concord.trust.actors import Actor
from concord.trust.safekeeping.models import Draft


@dataclass
class OpenDraft:
    """A draft with its answers readable. `version` rises with each save."""

    id: UUID
    form: str
    title: str
    updated_at: datetime
    version: int
    answers: dict[str, Any] = field(default_factory=dict)


def begin(form: str, *, by: Actor, at: datetime, title: str = "") -> OpenDraft:
    """Begin an empty draft for this person."""
    draft = Draft(owner_id=by.user_id, form=form, title=title, updated_at=at)
    draft.sealed = json.dumps({})
    draft.save(force_insert=True)
    return _opened(draft)


def save(
    draft_id: UUID, answers: dict[str, Any], *, by: Actor, at: datetime, title: str
) -> OpenDraft:
    """Put a person's own draft down with these answers added to it."""
    draft = _mine(draft_id, by)
    draft.sealed = json.dumps(_opened(draft).answers | answers)
    draft.title, draft.updated_at, draft.version = title[:200], at, draft.version + 1
    draft.save()
    return _opened(draft)


def find(draft_id: UUID, *, by: Actor) -> OpenDraft:
    """Return a person's own draft. Raise Http404 for anybody else's, or none."""
    return _opened(_mine(draft_id, by))


def mine(actor: Actor, form: str) -> list[Draft]:
    """Return a person's unfinished drafts of a form, the latest first, without opening them."""
    return list(
        Draft.objects.filter(owner_id=actor.user_id, form=form)
        .defer("sealed")
        .order_by("-updated_at")
    )


def discard(draft_id: UUID, *, by: Actor) -> None:
    """Remove a draft: it was sent, or its owner no longer wants it."""
    Draft.objects.filter(pk=draft_id, owner_id=by.user_id).delete()


def discard_older_than(days: int, *, at: datetime) -> int:
    """Remove drafts that nobody has touched for that many days; return how many."""
    return Draft.objects.filter(updated_at__lt=at - timedelta(days=days)).delete()[0]


def _mine(draft_id: UUID, by: Actor) -> Draft:
    found = Draft.objects.filter(pk=draft_id, owner_id=by.user_id).first()
    if found is None:
        raise Http404
    return found


def _opened(draft: Draft) -> OpenDraft:
    answers = json.loads(draft.sealed)
    return OpenDraft(draft.pk, draft.form, draft.title, draft.updated_at, draft.version, answers)
