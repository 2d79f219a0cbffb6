"""Check that nobody has changed, removed, added or reordered a line of the audit log."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db import connections

_START = hashlib.sha256(b"Concord audit chain").digest()
_LINES = """
    select s.sequence, s.hash, convert_to(audit_text(e), 'UTF8')
    from audit_seal s left join audit_entry e on e.id = s.entry_id order by s.sequence
"""
_UNSEALED = """
    select count(*) from audit_entry e
    where not exists (select 1 from audit_seal s where s.entry_id = e.id)
"""


@dataclass(frozen=True)
class Verification:
    """What the check found. The head is what an anchor outside the database should hold."""

    lines: int
    head: str
    faults: list[str] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        return not self.faults


def verify_audit(using: str = "auditor", *, anchor: tuple[int, str] | None = None) -> Verification:
    """Walk the whole chain as the auditor; compare it with an anchor (sequence, hash) if given.

    Stops at the first broken link: every later hash depends on it.
    """
    previous, count, anchored = _START, 0, anchor is None
    faults: list[str] = []
    for sequence, sealed, text in _lines(using):
        if fault := _fault(sequence, count + 1, bytes(sealed), previous, text):
            faults.append(fault)
            break
        previous, count = bytes(sealed), sequence
        if anchor == (sequence, previous.hex()):
            anchored = True
    if not faults:
        faults += _loose_ends(using, count, previous)
        if not anchored and anchor is not None:
            faults.append(f"The anchor for line {anchor[0]} does not match the log.")
    return Verification(count, previous.hex(), faults)


def _lines(using: str) -> Iterator[tuple[int, bytes, bytes | None]]:
    connection = connections[using]
    connection.ensure_connection()
    # A server-side cursor, so that ten million lines need no more memory than two thousand.
    with connection.connection.transaction(), connection.connection.cursor("audit_walk") as cursor:
        cursor.itersize = 2000
        cursor.execute(_LINES)
        yield from cursor


def _fault(
    sequence: int, expected: int, sealed: bytes, previous: bytes, text: bytes | None
) -> str | None:
    if sequence != expected:
        return f"Line {expected} is missing from the chain."
    if text is None:
        return f"The entry of line {sequence} has been removed."
    if hashlib.sha256(previous + bytes(text)).digest() != sealed:
        return f"Line {sequence} or its place in the log has been changed."
    return None


def _loose_ends(using: str, count: int, last: bytes) -> Iterator[str]:
    with connections[using].cursor() as cursor:
        cursor.execute("select sequence, hash from audit_head")
        sequence, head = cursor.fetchone()
        if (sequence, bytes(head)) != (count, last):
            yield f"The chain ends at line {count}, but its head says line {sequence}."
        cursor.execute(_UNSEALED)
        if unsealed := cursor.fetchone()[0]:
            yield f"{unsealed} entries stand in the log without a seal."
