"""A short private folder for the server's socket, whose path may have 107 bytes at most."""

import hashlib
import os
import stat
import tempfile
from pathlib import Path

from concord.project.database.server_user import ServerUser

_SHORT = Path("/tmp")  # noqa: S108 - the only short folder there always is; ownership is verified
_NAME_DIGITS = 12


def socket_folder(state: Path, user: ServerUser) -> Path:
    """Return the folder for an installation's socket, made if need be and closed to others.

    The name follows from the state folder, so that it is found again after a restart of the
    machine has emptied it. When somebody else has taken that name, another is used.
    """
    digest = hashlib.sha256(os.fsencode(state)).hexdigest()[:_NAME_DIGITS]
    path = _SHORT / f"concord-{user.uid}-{digest}"
    return path if make_private(path, user) else _another(user)


def make_private(path: Path, user: ServerUser) -> bool:
    """Make the folder, or check the one that is there; say whether it is safely the user's own."""
    try:
        path.mkdir(mode=0o700)
        user.own(path)
    except FileExistsError:
        pass
    # Never through a link: whoever put one there would read every password that passes.
    found = path.lstat()
    return (
        stat.S_ISDIR(found.st_mode)
        and found.st_uid == user.uid
        and not stat.S_IMODE(found.st_mode) & 0o077
    )


def _another(user: ServerUser) -> Path:
    return user.own(Path(tempfile.mkdtemp(prefix="concord-", dir=_SHORT)))
