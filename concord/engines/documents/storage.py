"""Sealed files in a folder of their own, outside anything that a web server could hand out.

A file is written whole under a passing name, then takes its own: there is never half of one. One
whose transaction was undone has no row, and is swept away a day later.
"""

import os
import secrets
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from concord.trust import vault
from concord.trust.vault import DataClass

ORIGINAL, COPY = "original", "copy"
SWEPT_AFTER = timedelta(days=1)


class NoRoom(Exception):
    """The file could not be written: the disk is full or not there."""


def write_sealed(location: str, part: str, data: bytes) -> None:
    """Seal bytes into the file of a location. Raise NoRoom, leaving nothing behind."""
    path = _path(location, part)
    sealed = vault.seal_bytes(data, label=_label(location, part), data_class=DataClass.FILES)
    aside = path.with_name(f".{secrets.token_hex(8)}.part")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(sealed)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    except OSError as error:
        with suppress(OSError):
            aside.unlink(missing_ok=True)
        raise NoRoom from error


def read_sealed(location: str, part: str) -> bytes:
    """Return the bytes of a location. Raise FileNotFoundError, or InvalidTag when altered."""
    return vault.unseal_bytes(_path(location, part).read_bytes(), label=_label(location, part))


def remove(location: str) -> None:
    """Remove the file of a location and its copy."""
    for part in (ORIGINAL, COPY):
        _path(location, part).unlink(missing_ok=True)


def locations(*, before: datetime) -> Iterator[str]:
    """Return every location written before a time, and clear away what was never finished."""
    for path in folder().glob("??/*"):
        if path.stat().st_mtime >= before.timestamp():
            continue
        if path.suffix == ".part":
            path.unlink(missing_ok=True)
        elif path.suffix == f".{ORIGINAL}":
            yield path.stem


def reseal(location: str) -> int:
    """Seal a location's files under the current key; return how many were changed."""
    changed = 0
    for part in (ORIGINAL, COPY):
        path = _path(location, part)
        if path.exists() and not vault.is_current(path.read_bytes(), DataClass.FILES):
            write_sealed(location, part, read_sealed(location, part))
            changed += 1
    return changed


def folder() -> Path:
    """Return the folder of sealed files (the setting FILES_FOLDER)."""
    return Path(settings.FILES_FOLDER)


def _path(location: str, part: str) -> Path:
    return folder() / location[:2] / f"{location}.{part}"


def _label(location: str, part: str) -> str:
    return vault.label_of("documents_content", location, part)
