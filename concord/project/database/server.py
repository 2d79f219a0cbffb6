"""Starting and stopping the server of our own cluster."""

import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from concord.project.database import places
from concord.project.database.binaries import Binaries
from concord.project.database.places import Facts
from concord.project.database.server_process import clear_stale_marks, server_processes
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

    def is_running(self) -> bool:
        """Say whether the server takes connections: the process itself is there and is ready."""
        try:
            lines = (self.facts.data / "postmaster.pid").read_text("utf-8").splitlines()
        except (OSError, UnicodeDecodeError):
            return False
        # The eighth line says "ready" from the moment connections are taken.
        ready = len(lines) > 7 and lines[7].strip() == "ready"
        return ready and int(lines[0]) in server_processes(self.facts.data)

    def start(self) -> None:
        """Start the server and return when it takes connections; recovery may take its time.

        Raises Trouble with the server's last words when it has not started within a minute.
        """
        deadline = time.monotonic() + _PATIENCE
        while not self._started(deadline):
            if time.monotonic() > deadline:
                raise Trouble(f"The database did not start: {self._last_words()}")
            time.sleep(_PAUSE)

    def stop(self) -> None:
        """Stop the server, ending its connections but losing nothing that was committed."""
        if server_processes(self.facts.data):
            self._control("stop", "-m", "fast", "-w", "-t", str(_PATIENCE), seconds=_PATIENCE + 30)

    def _started(self, deadline: float) -> bool:
        if server_processes(self.facts.data):
            return self.is_running()  # another's start, or orphans that are about to end
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
