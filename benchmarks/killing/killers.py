"""What goes wrong on purpose: kill -9 of workers, and of every process of the database."""

import contextlib
import os
import random
import re
import signal
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path

from concord.project.database.binaries import find_binaries
from concord.project.database.own_cluster import revive
from concord.project.database.own_copy import within_reach
from concord.project.database.places import Facts
from concord.project.database.server_process import server_processes, stop_server
from concord.project.database.server_user import server_user
from concord.project.serving.ports import answers
from concord.project.serving.processes import all_processes

WORKERS = 4
BETWEEN_WORKERS = 0.3


class WebServer:
    """Concord's own web server in processes of its own."""

    def __init__(self, port: int, log: Path) -> None:
        web = all_processes("127.0.0.1", port, workers=WORKERS)[0]
        self._master = subprocess.Popen(  # noqa: S603 - our own web server
            web.command, stdout=log.open("wb"), stderr=subprocess.STDOUT
        )
        while not answers("127.0.0.1", port):
            time.sleep(BETWEEN_WORKERS)

    def workers(self) -> list[int]:
        """Return the process numbers of the workers that live."""
        children = Path(f"/proc/{self._master.pid}/task/{self._master.pid}/children")
        return [int(pid) for pid in children.read_text("ascii").split()]

    def stop(self) -> None:
        self._master.terminate()
        self._master.wait()


class WorkerKiller(threading.Thread):
    """Kills a random worker every 0.3 seconds."""

    def __init__(self, server: WebServer, is_over: Callable[[], bool]) -> None:
        super().__init__(daemon=True)
        self._server, self._is_over = server, is_over
        self.kills = 0

    def run(self) -> None:
        chance = random.Random(7)  # noqa: S311 - which worker dies is no secret
        while not self._is_over():
            time.sleep(BETWEEN_WORKERS)
            if living := self._server.workers():
                self.kills += _kill([chance.choice(living)])


def kill_database(data: Path) -> float:
    """Kill every process of the database; return the seconds until it took connections again."""
    _kill(server_processes(data))
    began = time.monotonic()
    revive()
    return time.monotonic() - began


def bad_checksums(facts: Facts) -> int:
    """Stop the database and return how many of its pages do not have the checksum they should."""
    stop_server(facts.data)
    user = server_user()
    binaries = within_reach(find_binaries(), user, Path(facts.home))
    command = [binaries.folder / "pg_checksums", "--check", "-D", facts.data]
    said = user.run(command, seconds=600).stdout
    return int(re.findall(r"Bad checksums:\s+(\d+)", said)[0])


def _kill(pids: list[int]) -> int:
    killed = 0
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
            killed += 1
    return killed
