"""Backups and what is left of the disks: are they there, recent, proved, and elsewhere?"""

import json
import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from concord.project.backup.drill import RECORD
from concord.project.backup.places import Store, open_store, store_folder, taken_at
from concord.project.database.connections import is_given
from concord.project.database.places import files_folder, read_facts
from concord.project.doctor.findings import Finding, fine, graded, must_change, warning
from concord.project.troubles import Trouble

# One a night, with two hours to take it in.
_BACKUP_AGE = timedelta(hours=26)
_DRILL_AGE = timedelta(days=92)
_LITTLE, _TOO_LITTLE = 0.20, 0.05


def examine_upkeep(state: Path, *, now: datetime) -> Iterator[Finding]:
    """Look at the backups, the last drill and the room on every disk that Concord uses."""
    try:
        store = open_store(state)
    except Trouble as trouble:
        yield must_change("Backup", "none can be made", str(trouble))
    else:
        yield _backup(store, now)
        yield _drill(store, now)
        yield _storage(state, store)
    yield from _room(state)


def _backup(store: Store, now: datetime) -> Finding:
    names = store.names()
    remedy = "Run: concord backup, each night; concord serve does it for a database of its own."
    if not names:
        return must_change("Backup", "there has never been one", remedy)
    age = now - taken_at(names[-1])
    found = f"the newest of {len(names)} is {_said(age)} old"
    return graded("Backup", found, remedy, good=age <= _BACKUP_AGE)


def _drill(store: Store, now: datetime) -> Finding:
    subject, remedy = "Restore drill", "Run: concord restore-drill, at least every three months."
    path = store.folder / RECORD
    if not path.exists():
        return must_change(subject, "no backup has ever been proved by restoring it", remedy)
    record = json.loads(path.read_text("utf-8"))
    age = now - datetime.fromisoformat(record["at"])
    if not record["passed"]:
        return must_change(subject, f"the last one, {_said(age)} ago, failed", remedy)
    if age > _DRILL_AGE:
        return warning(subject, f"the last one was {_said(age)} ago", remedy)
    return fine(subject, f"passed {_said(age)} ago")


def _storage(state: Path, store: Store) -> Finding:
    subject = "Storage of backups"
    facts = None if is_given() else read_facts(state)
    beside = [Path(facts.home)] if facts else []
    if any(store.folder.stat().st_dev == each.stat().st_dev for each in (state, *beside)):
        return warning(
            subject,
            f"{store.folder} is on the same disk as what it is a backup of",
            "Name a folder on another machine's storage in CONCORD_BACKUPS.",
        )
    return fine(subject, f"{store.folder} is on a disk of its own")


def _room(state: Path) -> Iterator[Finding]:
    facts = None if is_given() else read_facts(state)
    wanted = [state, store_folder(state), files_folder(state)]
    places = [path for path in (*wanted, Path(facts.home) if facts else state) if path.exists()]
    disks = {path.stat().st_dev: path for path in reversed(places)}
    for path in disks.values():
        used = shutil.disk_usage(path)
        yield room_on(path, free=used.free, total=used.total)


def room_on(path: Path, *, free: int, total: int) -> Finding:
    """Say whether there is room left on the disk that a folder is on; in bytes."""
    found = f"{free / total:.0%} free, {free / 1e9:,.0f} GB, where {path} is"
    remedy = "Make room: Concord refuses to write on a full disk, and loses nothing."
    if free < _TOO_LITTLE * total:
        return must_change("Disk space", found, remedy)
    if free < _LITTLE * total:
        return warning("Disk space", found, remedy)
    return fine("Disk space", found)


def _said(age: timedelta) -> str:
    hours = age.total_seconds() / 3_600
    return f"{hours:.0f} hours" if hours < 48 else f"{hours / 24:.0f} days"
