"""Run a program on bytes with limits on memory, processor and time, and without our environment."""

import resource
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

_WORKERS = Path(__file__).parent / "workers"


@dataclass(frozen=True)
class Bounds:
    """Seconds by the clock and of the processor, and bytes of memory and of output."""

    seconds: int = 30
    processor_seconds: int = 20
    memory: int = 1_500_000_000
    output: int = 100_000_000


class WorkFailed(Exception):
    """The program ended in an error or reached a limit. Says nothing of what it worked on."""

    def __init__(self, words: str, code: int | None = None) -> None:
        super().__init__(words)
        self.code = code


def run_apart(worker: str, *words: str, given: bytes, bounds: Bounds = Bounds()) -> bytes:
    """Give a program of workers/ these bytes and return what it makes of them.

    Raise WorkFailed when it fails, takes too long or too much.
    """

    def hold_back() -> None:
        for what, most in (
            (resource.RLIMIT_AS, bounds.memory),
            (resource.RLIMIT_CPU, bounds.processor_seconds),
            (resource.RLIMIT_FSIZE, bounds.output),
            (resource.RLIMIT_CORE, 0),
        ):
            resource.setrlimit(what, (most, most))

    command = [sys.executable, "-I", "-W", "ignore", str(_WORKERS / f"{worker}.py"), *words]
    try:
        done = subprocess.run(  # noqa: S603 - our own programs, by name
            command,
            input=given,
            capture_output=True,
            timeout=bounds.seconds,
            preexec_fn=hold_back,
            env={"LANG": "C.UTF-8", "PATH": "/usr/bin:/bin", "HOME": "/nonexistent"},
            cwd="/",
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise WorkFailed(f"{worker} took longer than {bounds.seconds} seconds") from error
    if done.returncode or not done.stdout:
        raise WorkFailed(f"{worker} ended with {done.returncode}", done.returncode)
    return done.stdout
