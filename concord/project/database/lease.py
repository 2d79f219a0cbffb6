"""Who is still using the database: the last one to leave stops it."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from concord.project.database.places import private_folder


class Lease:
    """A shared lock on a file. The kernel gives it back however its holder dies, even by -9."""

    def __init__(self, state: Path) -> None:
        path = private_folder(state / "database") / "in-use.lock"
        self._file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        fcntl.flock(self._file, fcntl.LOCK_SH)

    def is_the_last(self) -> bool:
        """Say whether nobody else holds a lease; if so, nobody can take one until this one ends."""
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            # Trying may have dropped our share: take it again before going on.
            fcntl.flock(self._file, fcntl.LOCK_SH)
            return False
        return True

    def end(self) -> None:
        """Give the lease back."""
        os.close(self._file)


@contextmanager
def one_at_a_time(state: Path, name: str) -> Iterator[None]:
    """Wait for others who do the same work on this state folder, then do it alone."""
    path = private_folder(state) / f"{name}.lock"
    file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
    finally:
        os.close(file)
