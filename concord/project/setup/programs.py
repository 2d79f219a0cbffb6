"""Running other programs quietly: what they say goes to a log, and is quoted when they fail."""

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from concord.project.database.places import ROOT, private_folder, state_folder
from concord.project.troubles import Trouble

_QUOTED_LINES = 12
_TOO_FULL = 50  # megabytes


def run_logged(
    command: Sequence[str | Path],
    *,
    log: str,
    otherwise: str,
    folder: Path = ROOT,
    extra: Mapping[str, str] | None = None,
) -> None:
    """Run a program to its end, its words kept in the state folder's log of that name.

    `otherwise` begins the sentence of the Trouble that is raised when it fails.
    """
    path = private_folder(state_folder() / "logs") / log
    with path.open("wb") as file:
        done = subprocess.run(  # noqa: S603 - every command is written in this package
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=subprocess.STDOUT,
            cwd=folder,
            env={**os.environ, **(extra or {})},
            check=False,
        )
    if done.returncode != 0:
        raise Trouble(f"{otherwise} {_reason(path)}")


def _reason(log: Path) -> str:
    free = shutil.disk_usage(log).free // 1_000_000
    if free < _TOO_FULL:
        return f"The disk has only {free} MB left. Free some space and run the command again."
    return f"The last lines of {log} say:\n{last_lines(log)}"


def answer_of(command: Sequence[str | Path]) -> str:
    """Return what a program prints, or "" when it cannot be run or fails."""
    try:
        done = subprocess.run(  # noqa: S603 - every command is written in this package
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def last_lines(path: Path) -> str:
    """Return the end of a log, indented to be quoted."""
    lines = path.read_text("utf-8", errors="replace").strip().splitlines()
    return "\n".join(f"    {line}" for line in lines[-_QUOTED_LINES:])
