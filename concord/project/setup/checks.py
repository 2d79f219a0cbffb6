"""What `make check`, `make fix` and `make test` run, each shown by name and reported on."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from concord.project.database.places import ROOT
from concord.project.setup.packages import ENVIRONMENT, PYTHON
from concord.project.setup.progress import step

_BIN = ENVIRONMENT / "bin"
Command = Sequence[str | Path]
_CHECKS: dict[str, Command] = {
    "Style": [PYTHON, "-m", "ruff", "check", "."],
    "Layout of the code": [PYTHON, "-m", "ruff", "format", "--check", "."],
    "Types": [PYTHON, "-m", "mypy"],
    "Who may import whom": [PYTHON, _BIN / "lint-imports"],
    "Missing migrations": [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"],
}
# Tests that share something dear to make, such as a cluster, are kept together by their group.
_PARALLEL = ("-n", "2", "--dist", "loadgroup")
_FIXES: list[Command] = [
    [PYTHON, "-m", "ruff", "check", "--fix", "."],
    [PYTHON, "-m", "ruff", "format", "."],
]


def check() -> int:
    """Run every check; show what the failing ones say. Return 0 when all pass, else 1."""
    failed = [name for name, command in _CHECKS.items() if not _passes(name, command)]
    sys.stdout.write(f"Failed: {', '.join(failed)}.\n" if failed else "All checks pass.\n")
    return 1 if failed else 0


def fix() -> int:
    """Put right what can be put right by machine; return 1 when something is left to do."""
    return max([_call(command) for command in _FIXES])


def suite(words: Sequence[str]) -> int:
    """Run the tests, or the part that the words name; return pytest's exit code."""
    return _call([PYTHON, "-m", "pytest", *(words or _PARALLEL)])


def _passes(name: str, command: Command) -> bool:
    with step(name):
        done = subprocess.run(  # noqa: S603 - the commands stand above
            [str(part) for part in command],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
    if done.returncode != 0:
        sys.stdout.write(f"{name}:\n{done.stdout.rstrip()}\n")
    return done.returncode == 0


def _call(command: Command) -> int:
    words = [str(part) for part in command]
    return subprocess.call(words, cwd=ROOT, env=os.environ)  # noqa: S603 - as above
