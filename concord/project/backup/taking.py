"""Take a backup: a copy of the cluster, a dump, the files, and a manifest that says what is in it.

A database that the operator brought is dumped; copies of its cluster and of its log of changes are
its own administrator's work.
"""

import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings

from concord.project.backup.attachments import forget_files, gather_files, list_files
from concord.project.backup.cluster_copy import OwnCluster
from concord.project.backup.counting import connect, contents_of, frozen
from concord.project.backup.fingerprints import fingerprints
from concord.project.backup.manifest import Manifest, label, read_manifest, write_manifest
from concord.project.backup.pieces import forget_pieces
from concord.project.backup.places import (
    BASE,
    DUMP,
    Store,
    clear_unfinished,
    forget_older,
    name_at,
    open_store,
)
from concord.project.backup.programs import output_of, programs_for
from concord.project.backup.sealed_stream import write_sealed
from concord.project.database.connections import backup_place, is_given
from concord.project.database.lease import one_at_a_time
from concord.project.database.places import private_folder, read_facts

KEEP = 7
_DUMP_OPTIONS = ("--format=custom", "--compress=1")
Say = Callable[[str], None]


def take_backup(state: Path, files: Path, *, keep: int = KEEP, say: Say) -> Manifest:
    """Take a backup of the running installation, then forget all but the newest `keep`.

    `files` is the folder of attached files; `say` tells how far it has come. Raises Trouble or
    Missing, and then leaves no backup behind that is not whole.
    """
    store = open_store(state)
    with one_at_a_time(state, "backup"):
        clear_unfinished(store)
        manifest = _take(store, state, files, say)
        write_manifest(store, manifest)
        forget_older(store, keep=keep)
        kept = [read_manifest(store, name) for name in store.names()]
        forget_pieces(store, kept)
        forget_files(store, files, kept)
    return manifest


def _take(store: Store, state: Path, files: Path, say: Say) -> Manifest:
    name = _free_name(store)
    private_folder(store.folder / name)
    own = _own_cluster(state)
    first, sizes = "", {}
    if own:
        say("copying the cluster")
        first, sizes[BASE] = own.copy(store, name)
    say("dumping the database")
    with connect(backup_place()) as connection, frozen(connection) as snapshot:
        taken = datetime.now(tz=UTC)
        sizes[DUMP] = _dump(store, name, snapshot, connection)
        contents = contents_of(connection)
        versions = _versions(connection)
    say("copying attached files")
    listed = list_files(files)
    gather_files(store, files)
    if own:
        say("finishing the log of changes")
        own.finish_piece(store, name)
    return Manifest(
        name=name,
        taken_at=taken.isoformat(),
        versions=versions,
        cluster=own.id if own else "",
        first_piece=first,
        audit_line=contents.audit_line,
        audit_hash=contents.audit_hash,
        rows=contents.rows,
        files=listed,
        sizes=sizes,
        keys=fingerprints(settings),
    )


def _free_name(store: Store) -> str:
    moment = datetime.now(tz=UTC)
    while (store.folder / name_at(moment)).exists():
        moment += timedelta(seconds=1)
    return name_at(moment)


def _own_cluster(state: Path) -> OwnCluster | None:
    facts = None if is_given() else read_facts(state)
    return OwnCluster(state, facts) if facts else None


def _dump(store: Store, name: str, snapshot: str, connection: psycopg.Connection) -> int:
    programs = programs_for(connection.info.server_version // 10_000)
    options = (*_DUMP_OPTIONS, f"--snapshot={snapshot}")
    dumped = output_of(programs, "pg_dump", options, backup_place())
    path = store.folder / name / DUMP
    return write_sealed(path, dumped, store.key, label=label(name, DUMP))


def _versions(connection: psycopg.Connection) -> dict[str, str]:
    return {
        "PostgreSQL": _text(connection, "show server_version"),
        "migrations": _text(connection, "select count(*) from django_migrations"),
        "Python": sys.version.partition(" ")[0],
    }


def _text(connection: psycopg.Connection, query: str) -> str:
    row: Any = connection.execute(query).fetchone()
    return str(row[0])
