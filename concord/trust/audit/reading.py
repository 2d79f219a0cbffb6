"""Read the log, as far as whoever asks may: the database's own functions see to it."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.db.models import Model

from concord.trust.audit.models import Change


@dataclass(frozen=True)
class Line:
    """One line of the log. Sealed children are left out of `subject_ids` for most readers."""

    id: UUID
    at: datetime
    user_id: UUID
    agency_id: UUID
    what: str
    record_type: str
    record_id: str
    subject_ids: list[UUID]
    purpose: str
    details: dict[str, Any]
    change_set: UUID | None


@dataclass(frozen=True)
class Wanted:
    """Which lines are asked for. `after` and `after_id` continue behind the last line shown."""

    about: UUID | None = None
    who: UUID | None = None
    what: str = ""
    since: datetime | None = None
    until: datetime | None = None
    after: datetime | None = None
    after_id: UUID | None = None


@dataclass(frozen=True)
class Reader:
    """Somebody who looked at a child's data: how often, and how connected at that time."""

    user_id: UUID
    agency_id: UUID
    times: int
    unconnected: int
    first_at: datetime
    latest_at: datetime
    pages: list[str]
    connections: list[str]


def lines(wanted: Wanted, *, most: int) -> list[Line]:
    """Return the latest lines first, for those whose role reads the log.

    Raises a DatabaseError for anybody else: pages ask the role before.
    """
    asked = {name: value for name, value in asdict(wanted).items() if value}
    stated = json.dumps(asked, cls=_Exactly)
    return [
        Line(**{**row, "details": _parsed(row["details"])})
        for row in _rows("select * from audit_lines(%s::jsonb, %s)", stated, most)
    ]


def readers(about: UUID) -> list[Reader]:
    """Return who looked at a subject's data and because of what they could, the latest first."""
    return [Reader(**row) for row in _rows("select * from audit_readers(%s)", about)]


def names(subject_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return subjects' names for the log's pages, without those hidden from whoever asks."""
    asked = sorted(set(subject_ids))
    found = _rows("select * from audit_names(%s)", asked)
    return {row["subject_id"]: row["name"] for row in found}


def find(stated: str) -> list[dict[str, Any]]:
    """Return the subjects with exactly this name or number, as {subject_id, name, born_on}."""
    return _rows("select * from audit_find(%s)", stated.strip())


def latest_change_of(record: Model) -> Change | None:
    """Return the latest change of a record that the reader may see, or None: who made it, when."""
    changes = Change.objects.filter(table_name=record._meta.db_table, record_id=record.pk)
    return changes.order_by("-at").first()


class _Exactly(DjangoJSONEncoder):
    """Instants to the microsecond: the next page begins exactly behind the last line."""

    def default(self, o: Any) -> Any:
        return o.isoformat() if isinstance(o, datetime) else super().default(o)


def _parsed(details: Any) -> dict[str, Any]:
    parsed: dict[str, Any] = json.loads(details) if isinstance(details, str) else details
    return parsed


def _rows(statement: str, *values: Any) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        columns = [column.name for column in cursor.description]
        return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
