"""Read the audit log inside a test's own transaction, as its keeper may."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

from concord.trust.audit import reading


@contextmanager
def as_keeper() -> Iterator[None]:
    """Have the database take whoever asks for somebody whose role reads the log."""
    with connection.cursor() as cursor:
        settings = "concord.user", "concord.reads"
        cursor.execute("select current_setting(%s, true), current_setting(%s, true)", settings)
        before = cursor.fetchone()
        user = before[0] or "00000000-0000-0000-0000-000000000000"
        _set(cursor, user, "audit")
        yield
        _set(cursor, *before)


def _set(cursor: Any, user: str, reads: str) -> None:
    cursor.execute(
        "select set_config('concord.user', %s, true), set_config('concord.reads', %s, true)",
        [user or "", reads or ""],
    )


def lines(what: str = "", **wanted: Any) -> list[reading.Line]:
    """Return the lines of one kind, the earliest first."""
    with as_keeper():
        found = reading.lines(reading.Wanted(what=what, **wanted), most=10_000)
    return found[::-1]
