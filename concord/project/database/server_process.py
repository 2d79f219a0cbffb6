"""Is our server running? Asked of the processes themselves: a pid file may be stale or torn."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

_PROCESSES = Path("/proc")
# How long a server gets to end its connections before it is stopped without a checkpoint.
_PATIENCE = 60
_PAUSE = 0.05


def server_processes(data: Path) -> list[int]:
    """Return every PostgreSQL process at work in a data folder, orphans of a killed one too.

    A server stands in its data folder, so the program and the folder together identify it; the
    number in a pid file may long belong to somebody else.
    """
    wanted = os.path.realpath(data)
    return [pid for pid in _all_pids() if _is_postgres(pid) and _link(pid, "cwd") == wanted]


def postmaster(data: Path) -> int | None:
    """Return the process number of the server that takes connections on a data folder, or None."""
    try:
        lines = (data / "postmaster.pid").read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return None
    # The eighth line says "ready" from the moment connections are taken.
    ready = len(lines) > 7 and lines[7].strip() == "ready" and lines[0].isdigit()
    return int(lines[0]) if ready and int(lines[0]) in server_processes(data) else None


def stop_server(data: Path) -> None:
    """Stop the server on a data folder: its connections end, nothing committed is lost."""
    for word in (signal.SIGINT, signal.SIGQUIT):  # PostgreSQL's "fast" and "immediate"
        pid = postmaster(data)
        if pid is None:
            return
        os.kill(pid, word)
        deadline = time.monotonic() + _PATIENCE
        while server_processes(data) and time.monotonic() < deadline:
            time.sleep(_PAUSE)


def clear_stale_marks(data: Path, sockets: Path, *, port: int) -> None:
    """Remove what a dead server left behind that would keep the next one from starting.

    Call it only when `server_processes` is empty. A pid file whose process is gone is left alone:
    PostgreSQL recognises that case itself, and checks more than we could.
    """
    pid_file = data / "postmaster.pid"
    if pid_file.exists() and _misleads(pid_file):
        pid_file.unlink()
    for mark in (f".s.PGSQL.{port}", f".s.PGSQL.{port}.lock"):
        (sockets / mark).unlink(missing_ok=True)


def _misleads(pid_file: Path) -> bool:
    first = pid_file.read_text("utf-8", errors="replace").partition("\n")[0].strip()
    torn = not first.lstrip("-").isdigit()
    return torn or (_PROCESSES / first.lstrip("-")).exists()


def _all_pids() -> Iterator[int]:
    return (int(entry.name) for entry in _PROCESSES.iterdir() if entry.name.isdigit())


def _is_postgres(pid: int) -> bool:
    program = _link(pid, "exe")
    # After an upgrade of the machine the kernel adds " (deleted)" to the program's name.
    return program is not None and os.path.basename(program).split(" ")[0] == "postgres"


def _link(pid: int, name: str) -> str | None:
    try:
        return os.readlink(_PROCESSES / str(pid) / name)
    except OSError:
        return None  # it ended meanwhile, or belongs to somebody else
