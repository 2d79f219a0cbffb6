"""Check that nobody has changed, removed, added or reordered a line of the audit log."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db import connections

_START = hashlib.sha256(b"Concord audit chain").digest()
# What a transaction changed is hashed by the database row by row, and counted with its first line.
_LINES = """
    select s.sequence, s.hash,
           case when e.id is not null then convert_to(audit_text(e), 'UTF8') end,
           s.changes, c.digest
    from audit_seal s
    left join audit_entry e on e.id = s.entry_id
    left join (
        select change_set,
               sha256(convert_to(string_agg(audit_change_text(k), '' order by k.id), 'UTF8')) digest
        from audit_change k group by change_set
    ) c on s.changes is not null and c.change_set = e.change_set
    order by s.sequence
"""
_UNSEALED = """
    select count(*) from audit_entry e
    where not exists (select 1 from audit_seal s where s.entry_id = e.id)
"""
# Changes that no line of the log answers for: made past the application, or with its line removed.
_UNANSWERED = """
    select made_by_role::text, count(*) from audit_change c
    where not exists (
        select 1 from audit_entry e join audit_seal s on s.entry_id = e.id
        where e.change_set = c.change_set and s.changes is not null)
    group by made_by_role order by made_by_role
"""


# The number of a line, its seal, its text, and the hash of what it answers for: sealed, and now.
_Row = tuple[int, bytes, bytes | None, bytes | None, bytes | None]


class Anchor(NamedTuple):
    """The head of the log as it was noted outside the database."""

    sequence: int
    hash: str


@dataclass(frozen=True)
class Verification:
    """What the check found. The head is what an anchor outside the database should hold.

    `notes` tell of what is unusual but lawful, such as rows changed by a migration.
    """

    lines: int
    head: str
    faults: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    anchors: int = 0

    @property
    def sound(self) -> bool:
        return not self.faults


def head_of(using: str = "auditor") -> Anchor:
    """Return the present head of the log, to be noted outside the database."""
    with connections[using].cursor() as cursor:
        cursor.execute("select sequence, hash from audit_head")
        sequence, digest = cursor.fetchone()
    return Anchor(sequence, bytes(digest).hex())


def verify_audit(
    using: str = "auditor", *, anchors: Iterable[tuple[int, str]] = ()
) -> Verification:
    """Walk the whole chain as the auditor; every anchor noted outside must be found in it.

    Stops at the first broken link: every later hash depends on it.
    """
    waiting = {Anchor(*each) for each in anchors}
    known, previous, count = len(waiting), _START, 0
    anchored = {each.sequence for each in waiting}
    for row in _rows(using):
        sequence, sealed, text, changes, digest = row
        if (
            sequence != count + 1
            or text is None
            or changes != digest
            or hashlib.sha256(previous + text + (changes or b"")).digest() != sealed
        ):
            return Verification(count, previous.hex(), [_fault(row, count + 1)])
        previous, count = sealed, sequence
        if count in anchored:
            waiting.discard(Anchor(count, previous.hex()))
    lost = [
        f"The anchor for line {one.sequence} does not match the log." for one in sorted(waiting)
    ]
    unanswered = _unanswered(using)
    faults = [said for role, said in unanswered if role == "concord_app"]
    notes = [said for role, said in unanswered if role != "concord_app"]
    faults = [*_loose_ends(using, count, previous), *lost, *faults]
    return Verification(count, previous.hex(), faults, notes, known)


def _rows(using: str) -> Iterator[_Row]:
    connection = connections[using]
    connection.ensure_connection()
    raw = connection.connection
    # Copied out, not fetched: the server may then work in parallel, and ten million lines need no
    # more memory here than one.
    with raw.transaction(), raw.cursor() as cursor:
        cursor.execute("set local work_mem = '128MB'")
        with cursor.copy(f"copy ({_LINES}) to stdout (format binary)") as copied:
            copied.set_types(["int8", "bytea", "bytea", "bytea", "bytea"])
            yield from copied.rows()


def _fault(row: _Row, expected: int) -> str:
    """Return what is wrong with a line that does not follow the one before it."""
    sequence, _, text, changes, digest = row
    if sequence != expected:
        return f"Line {expected} is missing from the chain."
    if text is None:
        return f"The entry of line {sequence} has been removed."
    if changes != digest:
        return f"The field history that line {sequence} answers for has been changed."
    return f"Line {sequence} or its place in the log has been changed."


def _loose_ends(using: str, count: int, last: bytes) -> Iterator[str]:
    head = head_of(using)
    if head != (count, last.hex()):
        yield f"The chain ends at line {count}, but its head says line {head.sequence}."
    with connections[using].cursor() as cursor:
        cursor.execute(_UNSEALED)
        if unsealed := cursor.fetchone()[0]:
            yield f"{unsealed} entries stand in the log without a seal."


def _unanswered(using: str) -> list[tuple[str, str]]:
    with connections[using].cursor() as cursor:
        cursor.execute(_UNANSWERED)
        return [
            (role, f"{count} changes of records, made as {role}, have no line in the log.")
            for role, count in cursor.fetchall()
        ]
