"""How much would have been lost: what a restored database lacks that the running one has."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from concord.project.backup.counting import connect

_NOW = "select coalesce(max(sequence), 0), statement_timestamp() from audit_head"
_NEXT = """
    select e.at from audit_seal s join audit_entry e on e.id = s.entry_id where s.sequence = %s
"""


@dataclass(frozen=True)
class Present:
    """The running database, and how far its audit log had come at a moment."""

    place: Mapping[str, Any]
    line: int
    at: datetime


@dataclass(frozen=True)
class Lost:
    """Lines of the audit log that were not restored, and the age in seconds of the oldest."""

    lines: int
    seconds: float


def present_state(place: Mapping[str, Any]) -> Present:
    """Note how far a running database has come; a disaster is supposed to happen now."""
    with connect(place) as connection:
        [(line, at)] = connection.execute(_NOW).fetchall()
    return Present(place, line, at)


def what_was_lost(present: Present, restored: int) -> Lost:
    """Say what of it is missing from a database restored up to a line of the audit log."""
    missing = present.line - restored
    if missing <= 0:
        return Lost(0, 0.0)
    with connect(present.place) as connection:
        row = connection.execute(_NEXT, [restored + 1]).fetchone()
    oldest = row[0] if row else present.at
    return Lost(missing, (present.at - oldest).total_seconds())
