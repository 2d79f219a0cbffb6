"""A Chromium for the browser tests: the machine's, else one from Debian's packages, else none."""

import os
import shutil

from concord.project.setup.programs import run_logged
from concord.project.setup.progress import step
from concord.project.troubles import Trouble

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_browser() -> str:
    """Return the path of a Chromium on this machine, or "" when there is none."""
    if named := os.environ.get("CONCORD_CHROMIUM"):
        return named
    return next(filter(None, map(shutil.which, _NAMES)), "")


def set_up_browser() -> str:
    """Return the path of a Chromium, installing one where we may; "" when it cannot be had.

    The suite does not fail for want of a browser: its browser tests then say what is missing.
    """
    found = find_browser()
    if found or os.geteuid() != 0 or not shutil.which("apt-get"):
        return found
    try:
        with step("Installing Chromium for the browser tests"):
            _install()
    except Trouble:
        return ""
    return find_browser()


def _install() -> None:
    for command in (["update"], ["install", "-y", "--no-install-recommends", "chromium"]):
        run_logged(
            ["apt-get", *command],
            log="chromium.log",
            otherwise="Chromium could not be installed.",
            extra={"DEBIAN_FRONTEND": "noninteractive"},
        )
