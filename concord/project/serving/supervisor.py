"""Keeps the processes running, and takes them all down together."""

import contextlib
import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from concord.project.database.places import ROOT, private_folder
from concord.project.serving.processes import Process
from concord.project.setup.progress import step
from concord.project.troubles import Trouble

_PAUSE = 0.2
_RESTART_AFTER = 5.0
_REVIVE_AFTER = 2.0
_TIME_TO_END = 15.0
_LARGEST_LOG = 10_000_000
_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of Linux's prctl
_libc = ctypes.CDLL(None)


class Supervisor:
    """Starts processes, restarts those that may fail, and ends with the essential ones."""

    def __init__(self, processes: Sequence[Process], logs: Path) -> None:
        self._logs = private_folder(logs)
        self._processes = {process.name: process for process in processes}
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._due: dict[str, float] = {}

    def run(
        self,
        *,
        is_ready: Callable[[], bool],
        when_ready: Callable[[], None],
        revive: Callable[[], object] = bool,
    ) -> None:
        """Keep everything running until interrupted; then, or on failure, stop everything.

        `revive` is called every two seconds, to bring back what the processes stand on.

        Raises Trouble when an essential process ends by itself.
        """
        announced, revived = False, time.monotonic()
        try:
            for process in self._processes.values():
                self._start(process)
            while True:
                self._look_after()
                if time.monotonic() - revived >= _REVIVE_AFTER:
                    revive()
                    revived = time.monotonic()
                if not announced and is_ready():
                    announced = True
                    when_ready()
                time.sleep(_PAUSE)
        except KeyboardInterrupt:
            pass
        finally:
            with step("Stopping"):
                self._stop_all()

    def _start(self, process: Process) -> None:
        with self._log(process.name).open("ab") as log:
            self._running[process.name] = subprocess.Popen(  # noqa: S603 - listed in processes.py
                process.command,
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                # A group of its own: Ctrl-C reaches us alone, and we end the others in order.
                start_new_session=True,
                preexec_fn=_die_with_parent,
            )

    def _look_after(self) -> None:
        for name, running in list(self._running.items()):
            if running.poll() is None:
                continue
            if self._processes[name].essential:
                raise Trouble(f"The {name} process has stopped. Its log is {self._log(name)}.")
            del self._running[name]
            self._due[name] = time.monotonic() + _RESTART_AFTER
        for name, at in list(self._due.items()):
            if time.monotonic() >= at:
                del self._due[name]
                self._start(self._processes[name])

    def _stop_all(self) -> None:
        with _undisturbed():
            for running in self._running.values():
                running.terminate()
            deadline = time.monotonic() + _TIME_TO_END
            for running in self._running.values():
                try:
                    running.wait(max(0.1, deadline - time.monotonic()))
                except subprocess.TimeoutExpired:
                    _kill_group(running)

    def _log(self, name: str) -> Path:
        path = self._logs / f"{name}.log"
        if not path.exists():
            path.touch(mode=0o600)
        elif path.stat().st_size > _LARGEST_LOG:
            path.replace(path.with_suffix(".log.1"))
            path.touch(mode=0o600)
        return path


def _die_with_parent() -> None:
    # Even if we are killed outright, the port must not stay taken by workers nobody looks after.
    _libc.prctl(_DIE_WITH_PARENT, signal.SIGTERM)


def _kill_group(running: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(running.pid, signal.SIGKILL)
    running.wait()


@contextlib.contextmanager
def _undisturbed() -> Iterator[None]:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
