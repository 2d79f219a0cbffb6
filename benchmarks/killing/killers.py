"""What goes wrong on purpose: kill -9 of workers, and of every process of the database."""

import contextlib
import os
import random
import signal
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path

from concord.project.database.own_cluster import revive
from concord.project.database.server_process import server_processes
from concord.project.serving.ports import answers
from concord.project.serving.processes import all_processes

WORKERS = 4
_BETWEEN_WORKERS = 1.0


class WebServer:
    """Concord's own web server in processes of its own."""

    def __init__(self, port: int, log: Path) -> None:
        web = all_processes("127.0.0.1", port, workers=WORKERS)[0]
        self._master = subprocess.Popen(  # noqa: S603 - our own web server
            web.command, stdout=log.open("wb"), stderr=subprocess.STDOUT
        )
        while not answers("127.0.0.1", port):
            time.sleep(_BETWEEN_WORKERS)

    def workers(self) -> list[int]:
        """Return the process numbers of the workers that live."""
        children = Path(f"/proc/{self._master.pid}/task/{self._master.pid}/children")
        return [int(pid) for pid in children.read_text("ascii").split()]

    def stop(self) -> None:
        self._master.terminate()
        self._master.wait()


class WorkerKiller(threading.Thread):
    """Kills a random worker every second."""

    def __init__(self, server: WebServer, is_over: Callable[[], bool]) -> None:
        super().__init__(daemon=True)
        self._server, self._is_over = server, is_over
        self.kills = 0

    def run(self) -> None:
        chance = random.Random(7)  # noqa: S311 - which worker dies is no secret
        while not self._is_over():
            time.sleep(_BETWEEN_WORKERS)
            if living := self._server.workers():
                self.kills += _kill([chance.choice(living)])


def kill_database(data: Path) -> float:
    """Kill every process of the database; return the seconds until it took connections again."""
    _kill(server_processes(data))
    began = time.monotonic()
    revive()
    return time.monotonic() - began


def _kill(pids: list[int]) -> int:
    killed = 0
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
            killed += 1
    return killed
