"""The files that people attached: copied once each, sealed again, under a name with their time.

They are written once and hardly ever change, so that a backup lists them instead of holding them.
"""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from concord.project.backup.manifest import Manifest
from concord.project.backup.places import Store
from concord.project.backup.sealed_stream import read_sealed, write_sealed
from concord.project.database.places import private_folder
from concord.project.troubles import Trouble

_READ = 1_048_576
_SEALED = ".sealed"


def gather_files(store: Store, folder: Path) -> int:
    """Copy every file that is new or was changed into the store; return how many there were."""
    count = 0
    for version, path in _versions(folder):
        copy = store.attachments / f"{version}{_SEALED}"
        if not copy.exists():
            private_folder(copy.parent)
            write_sealed(copy, _read(path), store.key, label=_label(version))
            count += 1
    return count


def list_files(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file, by its version: its path, a point and when it changed."""
    return {version: _hash(_read(path)) for version, path in _versions(folder)}


def forget_files(store: Store, folder: Path, manifests: list[Manifest]) -> None:
    """Remove copies of files that are gone and that none of the backups still there lists."""
    needed = {version for version, _ in _versions(folder)}
    needed.update(version for one in manifests for version in one.files)
    for path in store.attachments.glob(f"*/*{_SEALED}"):
        if _version_of(store, path) not in needed:
            path.unlink()


def lay_out_files(store: Store, manifest: Manifest, target: Path) -> int:
    """Put the files of a backup, and those attached since, into a folder; return how many.

    Raises Trouble when one is missing or is not as the manifest says.
    """
    wanted = _wanted(store, manifest)
    for name, version in wanted.items():
        path = target / name
        private_folder(path.parent)
        found = _unseal(store, version, path)
        if manifest.files.get(version, found) != found:
            raise Trouble(f"The attached file {name} is not as it was when the backup was made.")
    return len(wanted)


def _wanted(store: Store, manifest: Manifest) -> dict[str, str]:
    since = sorted(_version_of(store, path) for path in store.attachments.glob(f"*/*{_SEALED}"))
    listed = {_name(version): version for version in manifest.files}
    return {**{_name(version): version for version in since}, **listed}


def _unseal(store: Store, version: str, path: Path) -> str:
    copy = store.attachments / f"{version}{_SEALED}"
    if not copy.exists():
        raise Trouble(f"The attached file {_name(version)} is missing from the backup.")
    digest = hashlib.sha256()
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        for part in read_sealed(copy, store.keys, label=_label(version)):
            digest.update(part)
            file.write(part)
    return digest.hexdigest()


def _versions(folder: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(folder.glob("??/*")):
        # Files that are being written have a name that begins with a point.
        if path.name.startswith("."):
            continue
        try:
            changed = path.stat().st_mtime_ns
        except FileNotFoundError:
            continue  # swept away meanwhile: no record knew it
        yield f"{path.relative_to(folder)}.{changed}", path


def _version_of(store: Store, path: Path) -> str:
    return str(path.relative_to(store.attachments)).removesuffix(_SEALED)


def _name(version: str) -> str:
    return version.rpartition(".")[0]


def _read(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while part := file.read(_READ):
            yield part


def _hash(data: Iterator[bytes]) -> str:
    digest = hashlib.sha256()
    for part in data:
        digest.update(part)
    return digest.hexdigest()


def _label(version: str) -> str:
    return f"file|{version}"
