"""The processes that make up a running Concord. One more is one more line in `all_processes`."""

import sys
from dataclasses import dataclass

from concord.project.database.connections import is_given


@dataclass(frozen=True)
class Process:
    """A program to keep running. Without an essential one there is nothing left to serve."""

    name: str
    command: tuple[str, ...]
    essential: bool = False


def all_processes(host: str, port: int, *, workers: int) -> list[Process]:
    """Return the web server and the workers beside it."""
    always = [_web(host, port, workers), _jobs()]
    return always if is_given() else [*always, _backups()]


def _web(host: str, port: int, workers: int) -> Process:
    address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    options = [
        f"--bind={address}",
        f"--workers={workers}",
        "--timeout=60",
        "--graceful-timeout=10",
        "--preload",  # a worker that dies is replaced at once, whatever the database does meanwhile
        "--log-level=warning",
        "--no-control-socket",  # it would be a file in the home folder, which may be read-only
    ]
    command = (sys.executable, "-m", "gunicorn", "concord.project.wsgi:application", *options)
    return Process("web", command, essential=True)


def _jobs() -> Process:
    return Process("jobs", (sys.executable, "manage.py", "run_jobs"))


def _backups() -> Process:
    return Process("backups", (sys.executable, "manage.py", "keep_backups"))
