"""Practice or production: said by the environment, and remembered by the installation."""

import os
from pathlib import Path

from concord.project.database.places import state_folder, write_private
from concord.project.troubles import Trouble

MODES = ("practice", "production")


def settle_mode() -> str:
    """Put the installation's mode into the environment, where the settings read it; return it.

    CONCORD_MODE wins; else it is what this installation was made as; else production.
    """
    mode = os.environ.get("CONCORD_MODE") or _kept() or "production"
    if mode not in MODES:
        raise Trouble("CONCORD_MODE must be practice or production.")
    os.environ["CONCORD_MODE"] = mode
    return mode


def remember_mode(mode: str) -> None:
    """Record what this installation is, so that later commands need not be told."""
    if _kept() != mode:
        write_private(_file(), mode + "\n")


def _kept() -> str:
    return _file().read_text("ascii").strip() if _file().exists() else ""


def _file() -> Path:
    return state_folder() / "mode"
