"""Drafts: unfinished forms, kept encrypted on the server for the person who began them."""

import json
from dataclasses import dataclass, field
from datetime import datetime
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
    began_at: datetime
    answers: dict[str, Any] = field(default_factory=dict)


class Elsewhere(Exception):
    """The same form was kept from another window since this one last looked."""


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
        .order_by("-updated_at", "pk")
    )


def keep(
    page: str, answers: dict[str, list[str]], *, by: Actor, at: datetime, known: int | None
) -> OpenDraft:
    """Keep what stands in the form of a page, in place of what was kept of it before.

    `known` is the version of the draft that the sender had before them (0: none), or None where
    that is not to be asked. Raise Elsewhere when another window has kept something since.
    """
    mine = Draft.objects.filter(owner_id=by.user_id, page=page)
    draft = mine.select_for_update().first()
    if known is not None and known != (draft.version if draft else 0):
        raise Elsewhere
    if draft is None:
        draft = Draft(owner_id=by.user_id, form="page", page=page, began_at=at, version=0)
    draft.sealed = json.dumps(answers)
    draft.updated_at, draft.version = at, draft.version + 1
    draft.save()
    return _opened(draft)


def kept(page: str, *, by: Actor) -> OpenDraft | None:
    """Return what a person has typed into the form of a page and not sent, or None."""
    draft = Draft.objects.filter(owner_id=by.user_id, page=page).first()
    return _opened(draft) if draft else None


def forget(page: str, *, by: Actor) -> None:
    """Remove what was kept of a page's form: it was carried out, or is not wanted."""
    Draft.objects.filter(owner_id=by.user_id, page=page).delete()


def discard(draft_id: UUID, *, by: Actor) -> None:
    """Remove a draft: it was sent, or its owner no longer wants it."""
    Draft.objects.filter(pk=draft_id, owner_id=by.user_id).delete()


def _mine(draft_id: UUID, by: Actor) -> Draft:
    found = Draft.objects.filter(pk=draft_id, owner_id=by.user_id).first()
    if found is None:
        raise Http404
    return found


def _opened(draft: Draft) -> OpenDraft:
    answers = json.loads(draft.sealed)
    began_at = draft.began_at or draft.updated_at
    return OpenDraft(
        draft.pk, draft.form, draft.title, draft.updated_at, draft.version, began_at, answers
    )
