"""Where colleagues and the register meet: asked by blind tokens, inside the database.

The functions belong to a role that nobody signs in as. They answer with ids, never with a name, and
see sealed records too: a conflict of interest closes those as well.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection


@dataclass(frozen=True)
class Meeting:
    """A colleague and an entry of the register, and the kinds of what they have in common."""

    user_id: UUID
    subject_id: UUID
    kinds: tuple[str, ...]


@dataclass(frozen=True)
class Reach:
    """An interest that should close an entry to its colleague and does not yet."""

    interest_id: UUID
    subject_id: UUID


def subjects_named(token: bytes) -> list[UUID]:
    """Return the entries that a declaration means, with those of the same person."""
    return [row[0] for row in _rows("select * from interests_named(%s)", token)]


def meetings(*, user_id: UUID | None, subject_id: UUID | None, common: int) -> list[Meeting]:
    """Return what is in common and was never looked into, of one colleague, one entry, or all.

    A surname counts alone only while at most `common` people on the register share it.
    """
    found = _rows("select * from interests_meetings(%s, %s, %s)", user_id, subject_id, common)
    return [Meeting(user, subject, tuple(sorted(kinds))) for user, subject, kinds in found]


def reaches() -> list[Reach]:
    """Return the interests that should close an entry and do not yet."""
    return [Reach(*row) for row in _rows("select * from interests_reaches()")]


def end_blocks(interest_id: UUID) -> int:
    """Open again what a lifted interest had closed; return how many entries that were."""
    return int(_rows("select interests_end_blocks(%s)", interest_id)[0][0])


def homes_given(user_ids: Iterable[UUID]) -> frozenset[UUID]:
    """Return who of these colleagues gave their home postcode, for those who review access."""
    found = _rows("select * from interests_home_given(%s)", list(user_ids))
    return frozenset(key for (key,) in found)


def _rows(statement: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())
