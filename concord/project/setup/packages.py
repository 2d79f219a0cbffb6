"""The Python environment: made from the locked, hashed lists, and only when they have changed."""

import importlib.util
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from concord.project.database.places import ROOT
from concord.project.setup.programs import answer_of, run_logged
from concord.project.setup.progress import step
from concord.project.setup.stamps import digest_of, is_current, put_stamp
from concord.project.troubles import Missing

ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / "bin" / "python"
OLDEST_PYTHON = (3, 11)
_LISTS = ROOT / "requirements"
# Stands while the environment is being changed: found later, it says that this was cut off.
_AT_WORK = ENVIRONMENT / "concord-installing"
_COMMAND = """#!/bin/sh
exec "$(dirname "$0")/python" -m concord.project.cli "$@"
"""


def set_up_packages(name: str) -> None:
    """Have the environment hold what requirements/<name>.txt lists, and Concord itself.

    Raises Missing when Python is too old or cannot make environments, Trouble when pip fails.
    """
    if sys.version_info < OLDEST_PYTHON:
        raise Missing(
            "Concord needs Python 3.11 or later. Name one with: make run PYTHON=python3.11"
        )
    if _is_unusable():
        _make_environment()
    install(name)
    _add_concord()


def install(name: str) -> None:
    """Install one locked list into the environment, unless it is there already."""
    listed = _LISTS / f"{name}.txt"
    digest = digest_of([listed], _version(), str(ENVIRONMENT))
    stamp = ENVIRONMENT / f"concord-{name}.stamp"
    if is_current(stamp, digest):
        return
    pip: list[str | Path] = [PYTHON, "-m", "pip", "install", "--require-hashes", "--no-deps"]
    quiet = {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1"}
    with step(f"Setting up Python packages ({name})"), _at_work():
        run_logged(
            [*pip, "-r", listed],
            log="packages.log",
            otherwise="The Python packages could not be installed.",
            extra=quiet,
        )
    put_stamp(stamp, digest)


@contextmanager
def _at_work() -> Iterator[None]:
    ENVIRONMENT.mkdir(exist_ok=True)
    _AT_WORK.touch()
    try:
        yield
    finally:
        _AT_WORK.unlink()


def _is_unusable() -> bool:
    asked = "import sys, pip; print('%d.%d' % sys.version_info[:2])"
    return _AT_WORK.exists() or answer_of([PYTHON, "-c", asked]) != _version()


def _version() -> str:
    return f"{sys.version_info.major}.{sys.version_info.minor}"


def _make_environment() -> None:
    with step("Making a Python environment"):
        if importlib.util.find_spec("ensurepip") is None:
            _fetch_ensurepip()
        shutil.rmtree(ENVIRONMENT, ignore_errors=True)
        with _at_work():
            run_logged(
                [sys.executable, "-m", "venv", ENVIRONMENT],
                log="environment.log",
                otherwise="Python could not make an environment.",
            )


def _fetch_ensurepip() -> None:
    package = f"python{_version()}-venv"
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise Missing(
            f"This Python cannot make environments. Install {package}, for example with: "
            f"sudo apt-get install {package}"
        )
    run_logged(
        ["apt-get", "install", "-y", package],
        log="environment.log",
        otherwise=f"{package} could not be installed.",
        extra={"DEBIAN_FRONTEND": "noninteractive"},
    )


def _add_concord() -> None:
    """Make `import concord` and the command `concord` work in the environment; fetch nothing."""
    [libraries] = (ENVIRONMENT / "lib").glob("python3.*/site-packages")
    _write_if_new(libraries / "concord.pth", f"{ROOT}\n")
    # Not a script with the interpreter's path in its first line: that has a limit of 127 bytes.
    command = ENVIRONMENT / "bin" / "concord"
    _write_if_new(command, _COMMAND)
    command.chmod(0o755)


def _write_if_new(path: Path, text: str) -> None:
    if not path.exists() or path.read_text("utf-8") != text:
        path.write_text(text, "utf-8")
