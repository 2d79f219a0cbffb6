"""The machine and the folders: looked at before any database or Django."""

import ctypes
import os
import platform
import zoneinfo
from collections.abc import Iterator
from pathlib import Path

from concord.project.doctor.findings import Finding, fine, graded, must_change, warning
from concord.project.setup.browser import find_browser
from concord.project.setup.frontend import usable_node

# More than Linux's struct timex takes, and what adjtimex says of a clock that nobody sets.
_TIMEX_BYTES = 512
_UNKNOWN, _UNSYNCHRONISED = -1, 5


def examine_machine() -> Iterator[Finding]:
    """Look at Python, Node.js, the browser, the time zone and who we are."""
    yield fine("Python", platform.python_version())
    yield _node()
    yield _browser()
    yield _time_zone()
    yield _clock()
    if os.geteuid() == 0:
        yield warning("User", "root", "Run Concord as an ordinary user of its own.")
    else:
        yield fine("User", "an ordinary user")


def examine_state(state: Path) -> Iterator[Finding]:
    """Look at who may read the state folder, which holds keys and passwords."""
    if not state.exists():
        yield fine("State folder", f"{state} will be made when it is needed")
        return
    yield graded(
        "State folder",
        f"{state} has mode {_mode(state):04o}",
        f"Run: chmod 700 {state}",
        good=_is_private(state),
    )
    for path in sorted([*state.glob("keys/*"), *state.glob("database/passwords/*")]):
        if not _is_private(path):
            found = f"mode {_mode(path):04o}: others can read it"
            yield must_change(str(path.relative_to(state)), found, f"Run: chmod 600 {path}")


def key_file(name: str, path: Path) -> Finding:
    """Say whether a key is there and whether only we can read it."""
    if not path.exists():
        return must_change(name, f"{path} is missing", "Supply it; the README says how.")
    found = f"{path} has mode {_mode(path):04o}"
    return graded(name, found, f"Run: chmod 600 {path}", good=_is_private(path))


def _node() -> Finding:
    version = usable_node()
    found = version or "none on this machine; the set-up brings its own for the front-end build"
    return fine("Node.js", found)


def _browser() -> Finding:
    if path := find_browser():
        return fine("Chromium", path)
    return warning(
        "Chromium",
        "none; only the browser tests need it",
        "To run them: apt-get install chromium, or set CONCORD_CHROMIUM.",
    )


def _time_zone() -> Finding:
    try:
        zoneinfo.ZoneInfo("Europe/London")
    except zoneinfo.ZoneInfoNotFoundError:
        remedy = "Install the machine's time zone data (on Debian: apt-get install tzdata)."
        return must_change("Time zones", "Europe/London is unknown", remedy)
    return fine("Time zones", "Europe/London is known")


def _clock() -> Finding:
    # The kernel knows whether anything keeps its clock in step; asking changes nothing.
    answer = ctypes.CDLL(None).adjtimex(ctypes.create_string_buffer(_TIMEX_BYTES))
    if answer in {_UNKNOWN, _UNSYNCHRONISED}:
        remedy = "Run a time service (on Debian: apt-get install chrony)."
        return warning("Clock", "nothing on this machine keeps it right", remedy)
    return fine("Clock", "kept in step with others")


def _mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def _is_private(path: Path) -> bool:
    return not _mode(path) & 0o077
