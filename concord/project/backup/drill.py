"""Prove a backup by restoring it beside the installation (security.md 2.10, T20)."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from concord.project.backup.attachments import lay_out_files
from concord.project.backup.counting import connect, contents_of
from concord.project.backup.losing import Lost, Present, what_was_lost
from concord.project.backup.manifest import Manifest, read_manifest
from concord.project.backup.places import Store, open_store
from concord.project.backup.proving import Proof, prove_rows
from concord.project.backup.scratch import Scratch, scratch_installation
from concord.project.backup.settling import settle
from concord.project.database import places
from concord.project.doctor.anchor import read_anchors
from concord.project.keys import key_paths
from concord.project.troubles import Trouble

_DUMPED = "from_dump"
RECORD = "last-drill.json"
# Seconds (security.md T20).
MOST_LOST = 60
Say = Callable[[str], None]


@dataclass(frozen=True)
class Drill:
    """What a drill found. `recovery_seconds` is from the first byte to the last proof."""

    backup: str
    at: str
    restored_to: int
    recovery_seconds: float
    dump_seconds: float
    lost: Lost | None
    proofs: list[Proof] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        """Whether everything was as it should be."""
        return all(each.sound for each in self.proofs)

    @property
    def passes(self) -> bool:
        """Whether it was sound, and no more would have been lost than may be."""
        return self.sound and (self.lost is None or self.lost.seconds <= MOST_LOST)


def drill(state: Path, name: str, *, until: str = "", present: Present | None, say: Say) -> Drill:
    """Restore a backup beside the installation, prove it, and leave nothing behind.

    `present` is the running database to compare with, where there is one. Raises Trouble when the
    backup cannot be restored at all.
    """
    store = open_store(state)
    manifest = choose(store, name, until=until)
    at = datetime.now(tz=UTC)
    with scratch_installation(state) as scratch:
        began = time.monotonic()
        proofs, line = restore_into(scratch, store, manifest, until=until, state=state, say=say)
        recovered = time.monotonic() - began
        if manifest.has_base:
            say("restoring the dump")
            proofs.append(_prove_dump(scratch, store, manifest))
        over = time.monotonic()
    found = Drill(
        backup=manifest.name,
        at=at.isoformat(timespec="seconds"),
        restored_to=line,
        recovery_seconds=recovered,
        dump_seconds=over - began - recovered,
        lost=what_was_lost(present, line) if present and not until else None,
        proofs=proofs,
    )
    _keep_record(store, found)
    return found


def choose(store: Store, name: str, *, until: str) -> Manifest:
    """Return the manifest of the backup named, or of the newest, or of the last one before
    `until`. Raises Trouble when there is none.
    """
    if name or not until:
        return read_manifest(store, store.named(name))
    wanted = datetime.fromisoformat(until)
    for each in reversed(store.names()):
        manifest = read_manifest(store, each)
        if manifest.has_base and datetime.fromisoformat(manifest.taken_at) <= wanted:
            return manifest
    raise Trouble(f"No backup was made before {until}: see concord backups")


def restore_into(
    scratch: Scratch, store: Store, manifest: Manifest, *, until: str, state: Path, say: Say
) -> tuple[list[Proof], int]:
    """Restore a backup into a passing installation and prove it.

    Return what was found, and the number of the last line of the restored audit log.
    """
    say("restoring the database")
    if manifest.has_base:
        # What is taken along from here on would have been lost in a disaster that happens now.
        now, newest = time.time(), manifest.name == store.names()[-1]
        scratch.play_back(store, manifest, until=until, newest=newest, known_at=now)
    else:
        scratch.make_empty()
        scratch.put_in_dump(store, manifest, database=places.DATABASE)
    say("restoring attached files")
    lay_out_files(store, manifest, places.private_folder(scratch.files))
    with connect(scratch.place(places.SUPERUSER)) as connection:
        settle(connection)
        line = contents_of(connection).audit_line
    say("proving it")
    return list(_proofs(scratch, manifest, state)), line


def _proofs(scratch: Scratch, manifest: Manifest, state: Path) -> Iterator[Proof]:
    asked = {"manifest": asdict(manifest), "anchors": read_anchors(state)}
    told = subprocess.run(
        [sys.executable, "-m", "concord.project.backup.proving"],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=False,
        cwd=places.ROOT,
        env=_environment(scratch, state),
    )
    if told.returncode:
        last = told.stderr.strip().rpartition("\n")[2]
        yield Proof("Restored installation", False, f"it cannot be used: {last}")
        return
    yield from (Proof(**each) for each in json.loads(told.stdout))


def _environment(scratch: Scratch, state: Path) -> dict[str, str]:
    """Return an environment in which the passing installation is the one in use."""
    kept = {name: value for name, value in os.environ.items() if "DATABASE_URL" not in name}
    paths = key_paths(state)
    return {
        **kept,
        "CONCORD_STATE": str(scratch.state),
        "CONCORD_FILES": str(scratch.files),
        "CONCORD_SECRET_KEY_FILE": str(paths.secret),
        "CONCORD_FIELD_KEYS_FILE": str(paths.ring),
        "CONCORD_WRAPPING_KEYS_FILE": str(paths.wrapping),
        "CONCORD_BACKUP_KEY_FILE": str(paths.backup),
        "DJANGO_SETTINGS_MODULE": "concord.project.settings",
    }


def _prove_dump(scratch: Scratch, store: Store, manifest: Manifest) -> Proof:
    with connect(scratch.place(places.SUPERUSER, database="postgres")) as connection:
        connection.execute(f"create database {_DUMPED} owner concord_owner encoding 'UTF8'")
    scratch.put_in_dump(store, manifest, database=_DUMPED)
    with connect(scratch.place(places.SUPERUSER, database=_DUMPED)) as connection:
        contents = contents_of(connection)
    proof = prove_rows(manifest, contents, exactly=True)
    same_head = (contents.audit_line, contents.audit_hash) == (
        manifest.audit_line,
        manifest.audit_hash,
    )
    found = proof.found if same_head else "its audit log ends elsewhere than the manifest says"
    return Proof("Dump", proof.sound and same_head, found)


def _keep_record(store: Store, found: Drill) -> None:
    record = {"at": found.at, "backup": found.backup, "passed": found.passes}
    places.write_private(store.folder / RECORD, json.dumps(record) + "\n")
