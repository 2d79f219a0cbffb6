"""What a server is told, so that it plays the log of changes back before it takes anybody in."""

import os
import shlex
from pathlib import Path

from concord.project.database.server_user import ServerUser

_MARK = "# Concord plays the log of changes back.\n"


def recover_to(data: Path, pieces: Path, user: ServerUser, *, until: str, newest: bool) -> None:
    """Have the server on a data folder play pieces back: until an instant, or to their end.

    After a restoration the log goes on from where it was restored to; only the newest backup is
    sure to lie on that line, others are played back along their own.
    """
    folder = shlex.quote(str(pieces).replace("%", "%%"))
    lines = [
        f"restore_command = {_quoted(f'cp {folder}/%f %p')}",
        f"recovery_target_timeline = {_quoted('latest' if newest else 'current')}",
        "recovery_target_action = 'promote'",
    ]
    if until:
        lines.append(f"recovery_target_time = {_quoted(until)}")
    with _settings(data).open("a") as settings:
        settings.write(_MARK + "\n".join(lines) + "\n")
    signal = data / "recovery.signal"
    signal.touch(mode=0o600)
    user.own(signal)


def remove_recovery(data: Path) -> None:
    """Take those settings away again; the file stays its owner's."""
    before, _, _ = _settings(data).read_text("utf-8").partition(_MARK)
    with _settings(data).open("r+") as settings:
        settings.write(before)
        settings.truncate()
        settings.flush()
        os.fsync(settings.fileno())


def _settings(data: Path) -> Path:
    return data / "postgresql.auto.conf"


def _quoted(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
