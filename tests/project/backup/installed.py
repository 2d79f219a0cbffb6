"""A small installation of its own, as an operator has it: its command line and its database."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from concord.project.backup.cluster_copy import OwnCluster
from concord.project.backup.places import open_store
from concord.project.database import places
from concord.project.database.own_cluster import running_database
from tests.project.database.opening import connect

_ADD = (
    "insert into audit_entry (what, record_type, record_id, subject_ids, purpose, details)"
    " values ('Opened', 'subject', 'x', array[gen_random_uuid()], '', '{}')"
)


@dataclass(frozen=True)
class Installed:
    """An installation in a state folder."""

    state: Path

    def run(self, *words: str, answer: str = "", **changed: str) -> subprocess.CompletedProcess:
        """Run a command of its command line."""
        kept = {
            name: value
            for name, value in os.environ.items()
            if name not in {"DATABASE_URL", "CONCORD_DISPOSABLE_DATABASE"}
        }
        return subprocess.run(
            [sys.executable, "-m", "concord.project.cli", *words],
            env={**kept, "CONCORD_STATE": str(self.state), "CONCORD_MODE": "practice", **changed},
            input=answer,
            capture_output=True,
            text=True,
            check=False,
        )

    def sound(self, *words: str, **changed: str) -> str:
        """Run a command that must succeed; return what it printed."""
        done = self.run(*words, **changed)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    @contextmanager
    def running(self) -> Iterator[None]:
        """Have its database running; the environment names the installation already."""
        with running_database():
            yield

    def add_line(self) -> int:
        """Add a line to the audit log as the application does; return its number."""
        with connect(self.state, "concord_app") as application:
            application.execute(_ADD)
        return self.line()

    def line(self) -> int:
        """Return the number of the last line of the audit log."""
        with connect(self.state, "concord_auditor") as auditor:
            [(line,)] = auditor.execute("select sequence from audit_head").fetchall()
        return line

    def now(self) -> str:
        """Return the present moment by the database's clock."""
        with connect(self.state, "concord_auditor") as auditor:
            [(now,)] = auditor.execute("select clock_timestamp()").fetchall()
        return now.isoformat()

    def take_log_along(self) -> None:
        """Do what the keeper of backups does within a minute."""
        facts = places.read_facts(self.state)
        assert facts is not None
        OwnCluster(self.state, facts).finish_piece(open_store(self.state), "a-test")

    def left_behind(self) -> list[str]:
        """Return what a drill or restoration has left: passing installations and their servers."""
        folders = [path.name for path in self.state.glob("scratch-*")]
        running = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True)
        return folders + [line for line in running.stdout.splitlines() if "door.conf" in line]
