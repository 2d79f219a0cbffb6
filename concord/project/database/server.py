"""Starting the server of our own cluster."""

import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from concord.project.database import places
from concord.project.database.binaries import Binaries
from concord.project.database.places import Facts
from concord.project.database.server_process import (
    clear_stale_marks,
    postmaster,
    server_processes,
)
from concord.project.database.server_user import ServerUser
from concord.project.troubles import Trouble

# After a kill -9 the orphans of the old server must end before a new one may start.
_PATIENCE = 60
_PAUSE = 0.5


@dataclass(frozen=True)
class Server:
    """A cluster together with the programs and the user that run it."""

    facts: Facts
    binaries: Binaries
    user: ServerUser
    options: tuple[str, ...] = ()

    def start(self) -> None:
        """Start the server and return when it takes connections; recovery may take its time.

        Raises Trouble with the server's last words when it has not started within a minute.
        """
        deadline = time.monotonic() + _PATIENCE
        while not self._started(deadline):
            if time.monotonic() > deadline:
                raise Trouble(f"The database did not start: {self._last_words()}")
            time.sleep(_PAUSE)

    def _started(self, deadline: float) -> bool:
        if server_processes(self.facts.data):
            return (
                postmaster(self.facts.data) is not None
            )  # another's start, or orphans that are about to end
        clear_stale_marks(self.facts.data, Path(self.facts.sockets), port=places.PORT)
        remaining = max(1, int(deadline - time.monotonic()))
        settings = " ".join(["-k", self.facts.sockets, "-p", str(places.PORT), *self.options])
        log = Path(self.facts.home) / "start.log"
        command = ["start", "-w", "-t", str(remaining), "-l", log, "-o", settings]
        return self._control(*command, seconds=remaining + 30).returncode == 0

    def _control(self, *words: str | Path, seconds: float) -> subprocess.CompletedProcess[str]:
        program = self.binaries.folder / "pg_ctl"
        return self.user.run([program, "-D", self.facts.data, *words], seconds=seconds)

    def _last_words(self) -> str:
        log = Path(self.facts.home) / "start.log"
        lines = (
            log.read_text("utf-8", errors="replace").strip().splitlines() if log.exists() else []
        )
        return f"{lines[-1] if lines else 'it said nothing'} (see {log})"
