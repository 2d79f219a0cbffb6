"""Whom the database server runs as. PostgreSQL refuses root, so root needs somebody else."""

import os
import pwd
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from concord.project.troubles import Missing

_NAMES = ("postgres", "concord-database")


@dataclass(frozen=True)
class ServerUser:
    """The user that owns the data folder. `switched` when that is not who we are."""

    uid: int
    gid: int
    switched: bool

    def run(
        self, command: Sequence[str | Path], *, seconds: float
    ) -> subprocess.CompletedProcess[str]:
        """Run a program as this user, with output collected; raises TimeoutExpired when stuck."""
        return subprocess.run(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            cwd="/",  # the folder we stand in may be closed to this user
            env=_clean(os.environ),
            umask=0o077,
            timeout=seconds,
            check=False,
            user=self.uid if self.switched else None,
            group=self.gid if self.switched else None,
            extra_groups=[] if self.switched else None,
        )

    def own(self, path: Path) -> Path:
        """Give a file or folder that we made to this user."""
        if self.switched:
            os.chown(path, self.uid, self.gid)
        return path


def server_user() -> ServerUser:
    """Return ourselves, or for root the machine's database user, made if there is none."""
    if os.geteuid() != 0:
        return ServerUser(os.geteuid(), os.getegid(), switched=False)
    entry = next(filter(None, map(_look_up, _NAMES)), None) or _make_user(_NAMES[-1])
    return ServerUser(entry.pw_uid, entry.pw_gid, switched=True)


def _look_up(name: str) -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(name)
    except KeyError:
        return None


def _make_user(name: str) -> pwd.struct_passwd:
    if useradd := shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin"):
        command = [useradd, "--system", "--user-group", "--no-create-home", name]
        subprocess.run(command, capture_output=True, check=False)
    if entry := _look_up(name):
        return entry
    raise Missing(
        f"PostgreSQL does not run as root, and the user {name} could not be made. "
        f"Make a system user called {name}, or run Concord as an ordinary user."
    )


def _clean(environment: Mapping[str, str]) -> dict[str, str]:
    # PGDATA, PGPORT, PGOPTIONS … of the person at the keyboard are about some other database.
    kept = {name: value for name, value in environment.items() if not name.startswith("PG")}
    return {**kept, "LC_ALL": "C", "TZ": "UTC"}
