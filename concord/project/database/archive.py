"""The server's log of changes: our own cluster leaves every finished piece of it in a folder.

Restored on top of a copy of the cluster these pieces bring back what was written since
(security.md 2.10).
"""

import shlex
from pathlib import Path

from concord.project.database import places
from concord.project.database.places import Facts
from concord.project.database.server_user import ServerUser

# A piece is finished after so many seconds even when it is not full. With the seconds in which
# the keeper of backups takes it along, no more than a minute can be lost.
FINISHED_AFTER = 30


def finished_pieces(facts: Facts) -> Path:
    """Return the folder in which the server leaves finished pieces of its log."""
    return Path(facts.home) / "log-of-changes"


def begin_to_keep(facts: Facts, user: ServerUser) -> None:
    """Have finished pieces left in their folder from now on.

    Until then there is no backup that they could follow, and they would only fill the disk.
    """
    user.own(places.private_folder(finished_pieces(facts)))


def archive_options(facts: Facts) -> tuple[str, ...]:
    """Return the server's options for leaving finished pieces in their folder, if it is there."""
    folder = finished_pieces(facts)
    settings = (
        "archive_mode=on",
        f"archive_timeout={FINISHED_AFTER}",
        f"archive_command={_copy_if_kept(folder)}",
        # What a copy of the cluster still needs while it is being taken.
        "wal_keep_size=256MB",
    )
    return tuple(f"-c {shlex.quote(each)}" for each in settings)


def _copy_if_kept(folder: Path) -> str:
    # In this setting %p is the piece's path, %f its name, and %% a percent sign.
    there = shlex.quote(str(folder).replace("%", "%%"))
    part = f"{there}/.%f.part"
    copy = f"dd if=%p of={part} bs=1M conv=fsync 2>/dev/null && mv {part} {there}/%f"
    return f"test ! -d {there} || ( {copy} )"
