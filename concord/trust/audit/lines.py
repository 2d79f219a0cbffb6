"""One line of the log: what the application says of it; the database says when and who."""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection

from concord.trust.actors import Actor

_origin: ContextVar[str] = ContextVar("audit_origin", default="")
# Lines that say whose data somebody was shown.
_SHOWING = frozenset({"Opened", "Listed", "Searched", "Unmasked"})
_shown: ContextVar[set[UUID] | None] = ContextVar("audit_shown", default=None)


@contextmanager
def coming_from(address: str) -> Iterator[None]:
    """Have every line of a block say from which network address it came (domain.md 9.4)."""
    token = _origin.set(address)
    try:
        yield
    finally:
        _origin.reset(token)


@contextmanager
def showing() -> Iterator[set[UUID]]:
    """Gather whose data the lines of a block say were shown: what a print of the page holds."""
    shown: set[UUID] = set()
    token = _shown.set(shown)
    try:
        yield shown
    finally:
        _shown.reset(token)


def write(
    what: str,
    record_type: str,
    record_id: object,
    subject_ids: Iterable[UUID | None],
    by: Actor,
    details: dict[str, Any],
) -> None:
    """Add one line. The database supplies the time, the user and the place in the chain."""
    about = sorted({key for key in subject_ids if key})
    shown = _shown.get()
    if shown is not None and what in _SHOWING:
        shown.update(about)
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into audit_entry"
            " (what, record_type, record_id, subject_ids, purpose, details)"
            " values (%s, %s, %s, %s::uuid[], %s, %s::jsonb)",
            [
                what,
                record_type,
                str(record_id)[:40],
                about,
                by.purpose,
                json.dumps(details | _standing(by), cls=DjangoJSONEncoder),
            ],
        )


def _standing(by: Actor) -> dict[str, Any]:
    """Return as what the person acted: the name and roles they held, and from where."""
    standing: dict[str, Any] = {"as": by.name, "roles": sorted(by.roles)}
    return standing | ({"from": _origin.get()} if _origin.get() else {})
