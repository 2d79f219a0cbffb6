"""Where backups lie, what they are called and which of them are kept."""

import os
import shutil
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from concord.project.database.places import private_folder
from concord.project.keys import key_paths
from concord.project.troubles import Missing, Trouble
from concord.trust.vault.wrapping import KeyEncryptionKey, KeyFile

MANIFEST, BASE, DUMP = "manifest.sealed", "base.sealed", "dump.sealed"
# Seconds after which a file that was not finished will not be.
_ABANDONED = 86_400
_NAME = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True)
class Store:
    """The folder that holds an installation's backups, and the keys that open them."""

    folder: Path
    keys: Sequence[KeyEncryptionKey]

    @property
    def key(self) -> KeyEncryptionKey:
        """The key that seals from now on."""
        return self.keys[-1]

    @property
    def attachments(self) -> Path:
        """Where copies of the files lie that people attached."""
        return self.folder / "files"

    def pieces(self, cluster: str) -> Path:
        """Return where the finished pieces of a cluster's log of changes lie."""
        return self.folder / f"log-{cluster}"

    def names(self) -> list[str]:
        """Return the names of the complete backups, the oldest first."""
        return sorted(path.parent.name for path in self.folder.glob(f"*/{MANIFEST}"))

    def named(self, name: str) -> str:
        """Return the name of a backup that is there: the one asked for, or the newest."""
        names = self.names()
        if not names:
            raise Missing(f"There is no backup in {self.folder}. Make one with: concord backup")
        if name and name not in names:
            raise Trouble(f"There is no backup called {name} in {self.folder}: see concord backups")
        return name or names[-1]


def open_store(state: Path) -> Store:
    """Return the folder of backups, made if need be; raise Missing without a backup key."""
    path = key_paths(state).backup
    if not path.exists():
        raise Missing(
            f"The backup key {path} is missing. Make one with: concord make-keys. "
            "Then keep a copy of it where the backups are not."
        )
    return Store(private_folder(store_folder(state)), KeyFile(path).held_keys())


def store_folder(state: Path) -> Path:
    """Return where backups lie: what CONCORD_BACKUPS says, else in the state folder."""
    return Path(os.environ.get("CONCORD_BACKUPS") or state / "backups")


def name_at(moment: datetime) -> str:
    """Return what a backup taken at a moment is called."""
    return moment.astimezone(UTC).strftime(_NAME)


def taken_at(name: str) -> datetime:
    """Return when the backup of a name was taken."""
    return datetime.strptime(name, _NAME).replace(tzinfo=UTC)


def forget_older(store: Store, *, keep: int) -> list[str]:
    """Remove all but the newest backups; return the names of those removed."""
    removed = store.names()[:-keep]
    for name in removed:
        # Without its manifest it is no backup any more, however much of the rest is still there.
        (store.folder / name / MANIFEST).unlink()
        shutil.rmtree(store.folder / name)
    return removed


def clear_unfinished(store: Store) -> None:
    """Remove what a backup that was broken off has left."""
    for folder in store.folder.glob("*T*Z"):
        if not (folder / MANIFEST).exists():
            shutil.rmtree(folder)
    for path in store.folder.glob("**/.*.part"):
        if time.time() - path.stat().st_mtime > _ABANDONED:
            path.unlink()
