"""A copy of our own cluster as its files, onto which the log of changes can be played."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import psycopg

from concord.project.backup.counting import connect
from concord.project.backup.flowing import compressed
from concord.project.backup.manifest import label
from concord.project.backup.pieces import gather_pieces, wait_for_piece
from concord.project.backup.places import BASE, Store
from concord.project.backup.programs import output_of, programs_for
from concord.project.backup.sealed_stream import write_sealed
from concord.project.database import places
from concord.project.database.archive import begin_to_keep
from concord.project.database.connections import own_place
from concord.project.database.places import Facts
from concord.project.database.server_user import server_user
from concord.project.troubles import Trouble

# The log of changes comes by itself, and no list of checksums: restoring is the proof.
_OPTIONS = ("--pgdata=-", "--format=tar", "--wal-method=none", "--checkpoint=fast", "--no-manifest")


class OwnCluster:
    """The running cluster of an installation, opened as the one who may copy it."""

    def __init__(self, state: Path, facts: Facts) -> None:
        self._state, self.facts = state, facts
        self._place: Mapping[str, Any] = own_place(state, places.SUPERUSER)
        with connect(self._place) as connection:
            self.id = str(_value(connection, "select system_identifier from pg_control_system()"))
            self._major = int(_value(connection, "show server_version_num")) // 10_000
            self._archives = _value(connection, "show archive_mode") == "on"

    def copy(self, store: Store, name: str) -> tuple[str, int]:
        """Seal a copy into a backup; return the first piece of the log it needs, and its size."""
        if not self._archives:
            raise Trouble(
                "The database was started without a log of changes that can be kept. "
                "Stop Concord, start it again and repeat the command."
            )
        begin_to_keep(self.facts, server_user())
        with connect(self._place) as connection:
            first = _value(connection, "select pg_walfile_name(pg_current_wal_insert_lsn())")
        copied = output_of(programs_for(self._major), "pg_basebackup", _OPTIONS, self._place)
        path = store.folder / name / BASE
        size = write_sealed(path, compressed(copied), store.key, label=label(name, BASE))
        return str(first), size

    def finish_piece(self, store: Store, name: str) -> None:
        """Have everything committed so far in a finished piece of the log, and in the store."""
        with connect(self._place) as connection:
            # Something to write, or there would be no piece to finish.
            connection.execute("select pg_create_restore_point(%s)", [name])
            last = _value(connection, "select pg_walfile_name(pg_switch_wal())")
        wait_for_piece(store, self.facts, self.id, str(last))
        self.gather(store)

    def gather(self, store: Store) -> int:
        """Take along the pieces that are finished; return how many."""
        return gather_pieces(store, self._state, self.facts, self.id)


def _value(connection: psycopg.Connection, query: str) -> Any:
    row = connection.execute(query).fetchone()
    return row[0] if row else None
