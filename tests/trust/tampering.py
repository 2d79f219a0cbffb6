"""Do to the audit log what somebody would who has the whole database server in hand.

Every kind of tampering happens in a transaction that is undone once the log has been verified in
it, so that one log serves for many.
"""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connections, transaction

from concord.project.database import places
from concord.trust.audit.verify import Anchor, Verification, verify_audit

ANCHORED_EVERY = 25
ADD_LINES = """
    insert into audit_entry (what, record_type, record_id, subject_ids, purpose, details)
    select 'Opened', 'subject', 'record ' || n, array[gen_random_uuid()], '', '{"page": "Child"}'
    from generate_series(1, %s) n
"""


@contextmanager
def as_superuser() -> Iterator[Any]:
    """Have the auditor's connection be a superuser's; give its cursor, triggers off."""
    settings = connections["auditor"].settings_dict
    before = {name: settings[name] for name in ("USER", "PASSWORD")}
    connections["auditor"].close()
    password = places.read_password(places.state_folder(), places.SUPERUSER)
    settings.update(USER=places.SUPERUSER, PASSWORD=password)
    try:
        with connections["auditor"].cursor() as cursor:
            yield cursor
    finally:
        connections["auditor"].close()
        settings.update(before)


def anchors_of(cursor: Any) -> list[Anchor]:
    """Return what was noted outside the database: every so many lines, and the head."""
    cursor.execute(
        "select sequence, encode(hash, 'hex') from audit_seal where sequence %% %s = 0"
        " union select sequence, encode(hash, 'hex') from audit_head order by 1",
        [ANCHORED_EVERY],
    )
    return [Anchor(*row) for row in cursor.fetchall()]


def verified_after(
    tamper: Callable[[Any, int, random.Random], None],
    cursor: Any,
    position: int,
    anchors: list[Anchor],
) -> Verification:
    """Tamper at a line of the log, verify, and undo."""
    with transaction.atomic(using="auditor"):
        cursor.execute("set local session_replication_role = replica")
        tamper(cursor, position, random.Random(position))  # noqa: S311 - guards nothing
        found = verify_audit(anchors=anchors)
        transaction.set_rollback(True, using="auditor")
    return found


def change_a_byte(cursor: Any, position: int, chance: random.Random) -> None:
    """Change one thing of one line, its seal or the history that it answers for."""
    statement = chance.choice(
        [
            "update audit_entry set what = what || 'x' where id = {entry}",
            "update audit_entry set record_id = 'another' where id = {entry}",
            "update audit_entry set at = at + interval '1 microsecond' where id = {entry}",
            "update audit_entry set user_id = gen_random_uuid() where id = {entry}",
            "update audit_entry set subject_ids = '{{}}' where id = {entry}"
            " and subject_ids <> '{{}}'",
            "update audit_entry set details = details || '{{\"x\": 1}}' where id = {entry}",
            "update audit_seal set hash = set_byte(hash, 5, (get_byte(hash, 5) + 1) %% 256)"
            " where sequence = %(position)s",
            "update audit_change set changed = changed || '{{\"x\": [1, 2]}}' where change_set ="
            " (select change_set from audit_entry join audit_seal on entry_id = id"
            "  where changes is not null order by sequence offset %(history)s limit 1)",
        ]
    )
    _run(cursor, statement, position, chance)


def delete(cursor: Any, position: int, chance: random.Random) -> None:
    """Remove a line, with or without its seal, or a row of history."""
    statement = chance.choice(
        [
            "delete from audit_entry where id = {entry}",
            "delete from audit_seal where sequence = %(position)s",
            "with gone as (delete from audit_seal where sequence = %(position)s returning entry_id)"
            " delete from audit_entry using gone where id = entry_id",
            "delete from audit_change where id = (select id from audit_change order by id"
            " offset %(history)s limit 1)",
        ]
    )
    _run(cursor, statement, position, chance)


def swap(cursor: Any, position: int, chance: random.Random) -> None:
    """Let two lines change places, or exchange what they say."""
    statement = chance.choice(
        [
            "update audit_seal s set entry_id = o.entry_id from audit_seal o"
            " where (s.sequence, o.sequence) in ((%(position)s, %(other)s),"
            " (%(other)s, %(position)s))",
            "update audit_entry e set record_id = o.record_id, subject_ids = o.subject_ids,"
            " what = o.what, details = o.details, record_type = o.record_type"
            " from audit_entry o, audit_seal s, audit_seal t where e.id = s.entry_id"
            " and o.id = t.entry_id and (s.sequence, t.sequence) in"
            " ((%(position)s, %(other)s), (%(other)s, %(position)s))",
        ]
    )
    cursor.execute("alter table audit_seal drop constraint if exists audit_seal_entry_id_key")
    _run(cursor, statement, position, chance)


def cut_the_tail(cursor: Any, position: int, chance: random.Random) -> None:
    """Remove everything from a line on, and set the head back so that the chain is whole."""
    first = {"position": position}
    cursor.execute(
        "delete from audit_change where change_set in (select change_set from audit_entry"
        " join audit_seal on entry_id = id where sequence >= %(position)s)", first
    )  # fmt: skip
    cursor.execute(
        "delete from audit_entry where id in"
        " (select entry_id from audit_seal where sequence >= %(position)s)", first
    )  # fmt: skip
    cursor.execute("delete from audit_seal where sequence >= %(position)s", first)
    cursor.execute(
        "update audit_head set sequence = %(position)s - 1, hash = coalesce((select hash"
        " from audit_seal where sequence = %(position)s - 1), sha256('Concord audit chain'))", first
    )  # fmt: skip


def restore_an_old_backup(cursor: Any, position: int, chance: random.Random) -> None:
    """Go back to an earlier state, and on from there with other lines, lawfully sealed."""
    cursor.execute("select sequence from audit_head")
    lines = cursor.fetchone()[0] - position + 1
    cut_the_tail(cursor, position, chance)
    cursor.execute("set local session_replication_role = origin")
    cursor.execute(ADD_LINES, [lines + 3])
    cursor.execute("set constraints all immediate")


def _run(cursor: Any, statement: str, position: int, chance: random.Random) -> None:
    entry = "(select entry_id from audit_seal where sequence = %(position)s)"
    cursor.execute("select count(distinct change_set) from audit_change")
    history = chance.randrange(cursor.fetchone()[0])
    cursor.execute(
        statement.format(entry=entry),
        {"position": position, "other": position + 1, "history": history},
    )
    if not cursor.rowcount:
        _run(
            cursor, "update audit_entry set what = what || 'x' where id = {entry}", position, chance
        )


KINDS = (change_a_byte, delete, swap, cut_the_tail, restore_an_old_backup)
