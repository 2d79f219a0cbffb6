"""Is our server running? Asked of the processes themselves: a pid file may be stale or torn."""

import os
from collections.abc import Iterator
from pathlib import Path

_PROCESSES = Path("/proc")


def server_processes(data: Path) -> list[int]:
    """Return every PostgreSQL process at work in a data folder, orphans of a killed one too.

    A server stands in its data folder, so the program and the folder together identify it; the
    number in a pid file may long belong to somebody else.
    """
    wanted = os.path.realpath(data)
    return [pid for pid in _all_pids() if _is_postgres(pid) and _link(pid, "cwd") == wanted]


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
