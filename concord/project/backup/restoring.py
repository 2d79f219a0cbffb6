"""Put a backup in the place of what is in use; what was there is kept beside it."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

from psycopg.types.json import Jsonb

from concord.project.backup.counting import connect
from concord.project.backup.drill import Say, restore_into
from concord.project.backup.manifest import Manifest, label
from concord.project.backup.pieces import gather_from_stopped, keep_fork
from concord.project.backup.places import DUMP, Store, name_at
from concord.project.backup.proving import Proof
from concord.project.backup.scratch import Scratch, scratch_installation
from concord.project.backup.sealed_stream import read_sealed
from concord.project.database import creation, places
from concord.project.database.lease import Lease
from concord.project.database.removal import stop_database
from concord.project.database.roles import give_password
from concord.project.database.server_process import stop_server
from concord.project.database.server_user import server_user
from concord.project.doctor.anchor import set_aside_after
from concord.project.troubles import Trouble

_NOTE = """
    insert into audit_entry (what, record_type, record_id, subject_ids, purpose, details)
    values ('BackupRestored', 'backup', %s, '{}', '', %s)
"""


def restore(
    state: Path, files: Path, store: Store, manifest: Manifest, *, until: str, say: Say
) -> tuple[list[Proof], int]:
    """Restore a backup into the cluster that Concord runs by itself, if it passes its proofs.

    Everything that was there is moved aside, nothing is deleted. Return the proofs and the number
    of the last line of the audit log that came back. Raises Trouble, with everything as it was,
    when somebody uses the database.
    """
    places.private_folder(state)
    lease = Lease(state)
    try:
        if not lease.is_the_last():
            raise Trouble("Concord is being used. Stop it first, then restore.")
        if facts := places.read_facts(state):
            gather_from_stopped(store, state, facts)
        with scratch_installation(state, durable=True) as scratch:
            proofs, line = restore_into(scratch, store, manifest, until=until, state=state, say=say)
            if all(each.sound for each in proofs):
                say("putting it in its place")
                _finish(scratch, store, manifest, state, line)
                _put_in_place(scratch, state, files)
                set_aside_after(state, line)
    finally:
        lease.end()
    return proofs, line


def unpack(store: Store, manifest: Manifest, target: Path) -> Path:
    """Write the dump of a backup, in clear, into a folder; for a database that is not ours."""
    dump = places.private_folder(target) / f"{manifest.name}.dump"
    sealed = store.folder / manifest.name / DUMP
    dump.touch(mode=0o600)
    with dump.open("wb") as file:
        for part in read_sealed(sealed, store.keys, label=label(manifest.name, DUMP)):
            file.write(part)
    return dump


def _finish(scratch: Scratch, store: Store, manifest: Manifest, state: Path, line: int) -> None:
    password = places.keep_passwords(state)[places.SUPERUSER]
    with connect(scratch.place(places.SUPERUSER)) as connection:
        connection.execute(_NOTE, [manifest.name, Jsonb({"restored_to": line})])
        give_password(connection, places.SUPERUSER, password)
    stop_server(scratch.facts.data)
    if manifest.has_base:
        keep_fork(store, scratch.facts.data, manifest.cluster)


def _put_in_place(scratch: Scratch, state: Path, files: Path) -> None:
    stop_database(state)
    facts = creation.settle(state, server_user())
    aside = f"before-{name_at(datetime.now(tz=UTC))}"
    for restored, place in ((scratch.facts.data, facts.data), (scratch.files, files)):
        if place.exists():
            place.rename(place.with_name(f"{place.name}.{aside}"))
        shutil.move(restored, place)
