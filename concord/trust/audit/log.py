"""What the log records: what happened, what was opened, refused, asked for and sent out."""

import dataclasses
import json
from collections.abc import Iterable
from typing import Any, ClassVar, Protocol
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.db.models import Model

from concord.trust.actors import Actor


class Event(Protocol):
    """A frozen dataclass in the past tense, naming a record and what became of it."""

    __dataclass_fields__: ClassVar[dict[str, Any]]
    record_type: ClassVar[str]

    @property
    def record_id(self) -> UUID: ...

    @property
    def subject_id(self) -> UUID | None: ...


def happened(event: Event, *, by: Actor) -> None:
    """Record that a command did what its event says. Ids and codes only, never narrative."""
    details = dataclasses.asdict(event)
    record_id, subject_id = details.pop("record_id"), details.pop("subject_id")
    write(type(event).__name__, event.record_type, record_id, [subject_id], by, details)


def opened(record: Model, *, subject_ids: Iterable[UUID | None], by: Actor, page: str) -> None:
    """Record that a page about a record was opened."""
    write("Opened", str(record._meta.model_name), record.pk, subject_ids, by, {"page": page})


def listed(subject_ids: Iterable[UUID | None], *, by: Actor, page: str) -> None:
    """Record whose data a list showed. One row however many people are on the page."""
    if shown := [key for key in subject_ids if key]:
        write("Listed", "page", page, shown, by, {"people": len(set(shown))})


def refused(subject: object, *, by: Actor, command: str, reason: str) -> None:
    """Record an attempt that was turned down, and why."""
    key = getattr(subject, "pk", subject)
    record_type = type(subject).__name__.lower()
    about = getattr(subject, "subject_id", None)
    details = {"command": command, "reason": reason}
    write("Refused", record_type, key, [about], by, details)


def write(
    what: str,
    record_type: str,
    record_id: object,
    subject_ids: Iterable[UUID | None],
    by: Actor,
    details: dict[str, Any],
) -> None:
    """Add one line. The database supplies the time, the user and the place in the chain."""
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into audit_entry"
            " (what, record_type, record_id, subject_ids, purpose, details)"
            " values (%s, %s, %s, %s::uuid[], %s, %s::jsonb)",
            [
                what,
                record_type,
                str(record_id)[:40],
                sorted({key for key in subject_ids if key}),
                by.purpose,
                json.dumps(details | {"as": by.name}, cls=DjangoJSONEncoder),
            ],
        )
