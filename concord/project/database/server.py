"""Starting the server of our own cluster."""

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
                raise Trouble(f"The database did not start: {self.last_words()}")
            time.sleep(_PAUSE)

    def _started(self, deadline: float) -> bool:
        if server_processes(self.facts.data):
            # Somebody else's start, or orphans of a killed server that are about to end.
            return postmaster(self.facts.data) is not None
        clear_stale_marks(self.facts.data, Path(self.facts.sockets), port=places.PORT)
        remaining = max(1, int(deadline - time.monotonic()))
        settings = ["-k", self.facts.sockets, "-p", str(places.PORT), *self.options]
        program = self.binaries.folder / "pg_ctl"
        control: list[str | Path] = [program, "-D", self.facts.data, "-l", self._log]
        command = [*control, "-w", "-t", str(remaining), "-o", " ".join(settings), "start"]
        return self.user.run(command, seconds=remaining + 30).returncode == 0

    @property
    def _log(self) -> Path:
        return Path(self.facts.home) / "start.log"

    def last_words(self) -> str:
        """Return the last line that the server wrote while it started, and where it stands."""
        said = self._log.read_text("utf-8", errors="replace") if self._log.exists() else ""
        last = said.strip().rpartition("\n")[2]
        return f"{last or 'it said nothing'} (see {self._log})"
