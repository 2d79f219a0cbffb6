"""Processes are kept going, and none outlives the one that started it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from concord.project.serving.processes import Process
from concord.project.serving.supervisor import Supervisor
from concord.project.troubles import Trouble

pytestmark = pytest.mark.slow

STAYS = "import os, signal; print(os.getpid(), flush=True); signal.pause()"
ENDS = "print('goodbye')"
_PATIENCE = 20


def _python(name: str, code: str, *, essential: bool = False) -> Process:
    return Process(name, (sys.executable, "-c", code), essential=essential)


def _until(holds: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + _PATIENCE
    while not holds() and time.monotonic() < deadline:
        os.sched_yield()
    return holds()


def _is_alive(pid: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False


def _pid_in(log: Path) -> int:
    words = log.read_text().split() if log.exists() else []
    return int(words[0]) if words else 0


def _interrupt() -> None:
    raise KeyboardInterrupt


def test_an_interruption_stops_every_process(tmp_path: Path) -> None:
    both = [_python("web", STAYS, essential=True), _python("jobs", STAYS)]
    logs = [tmp_path / "web.log", tmp_path / "jobs.log"]

    Supervisor(both, tmp_path).run(is_ready=lambda: all(map(_pid_in, logs)), when_ready=_interrupt)

    assert not any(_is_alive(_pid_in(log)) for log in logs)


def test_what_the_processes_stand_on_is_looked_after_all_the_time(tmp_path: Path) -> None:
    looked: list[int] = []
    supervisor = Supervisor([_python("web", STAYS, essential=True)], tmp_path)

    supervisor.run(
        is_ready=lambda: len(looked) == 2,
        when_ready=_interrupt,
        revive=lambda: looked.append(1),
    )

    assert len(looked) == 2


def test_the_end_of_an_essential_process_ends_the_others_and_names_its_log(tmp_path: Path) -> None:
    both = [_python("web", ENDS, essential=True), _python("jobs", STAYS)]

    with pytest.raises(Trouble, match=r"web process has stopped.*web\.log"):
        Supervisor(both, tmp_path).run(is_ready=lambda: False, when_ready=_interrupt)

    assert (tmp_path / "web.log").read_text() == "goodbye\n"
    assert not _is_alive(_pid_in(tmp_path / "jobs.log"))


def test_a_process_that_ends_is_started_again(tmp_path: Path) -> None:
    both = [_python("web", STAYS, essential=True), _python("jobs", ENDS)]
    log = tmp_path / "jobs.log"

    Supervisor(both, tmp_path).run(
        is_ready=lambda: log.exists() and log.read_text().count("goodbye") > 1,
        when_ready=_interrupt,
    )

    assert log.read_text().count("goodbye") == 2


def test_logs_are_for_nobody_else(tmp_path: Path) -> None:
    logs = tmp_path / "logs"
    only = _python("web", STAYS, essential=True)
    Supervisor([only], logs).run(is_ready=lambda: True, when_ready=_interrupt)

    assert logs.stat().st_mode & 0o077 == 0
    assert (logs / "web.log").stat().st_mode & 0o077 == 0


def test_a_kill_takes_the_processes_along(tmp_path: Path) -> None:
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from concord.project.serving.processes import Process\n"
        "from concord.project.serving.supervisor import Supervisor\n"
        f"stays = Process('web', (sys.executable, '-c', {STAYS!r}), essential=True)\n"
        f"Supervisor([stays], Path({str(tmp_path)!r})).run(\n"
        "    is_ready=lambda: False, when_ready=lambda: None)\n"
    )
    supervisor = subprocess.Popen([sys.executable, "-c", code])
    log = tmp_path / "web.log"
    assert _until(lambda: _pid_in(log) > 0)
    supervisor.send_signal(signal.SIGKILL)
    supervisor.wait()

    assert _until(lambda: not _is_alive(_pid_in(log)))
