"""The secrets of an installation: files in its state folder, readable by nobody else."""

import os
import secrets
from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from concord.project.database.places import write_private
from concord.trust.vault.classes import FORGETTABLE, DataClass
from concord.trust.vault.ring import DataKey, Ring, fresh_key, ring_as_text
from concord.trust.vault.wrapping import KeyEncryptionKey, KeyFile, keys_as_text


@dataclass(frozen=True)
class KeyPaths:
    """Where the secrets of an installation lie."""

    secret: Path
    ring: Path
    wrapping: Path
    backup: Path


def key_paths(state: Path, environ: Mapping[str, str] = os.environ) -> KeyPaths:
    """Return where the secrets lie: in the state folder, unless the environment says otherwise."""
    usual = {
        "CONCORD_SECRET_KEY_FILE": "secret_key",
        "CONCORD_FIELD_KEYS_FILE": "field_keys.json",
        "CONCORD_WRAPPING_KEYS_FILE": "wrapping_keys.json",
        "CONCORD_BACKUP_KEY_FILE": "backup_keys.json",
    }
    return KeyPaths(
        *(Path(environ.get(name, state / "keys" / file)) for name, file in usual.items())
    )


def read_or_make_secret(path: Path, *, may_make: bool) -> str:
    """Return the secret key in a file; make one on a first run where that is allowed."""
    if not path.exists():
        _refuse_unless(may_make, path)
        make_secret(path)
    return path.read_text(encoding="ascii").strip()


def read_token(path: str) -> str:
    """Return the token in a file that the operator named; nothing when none was named."""
    return Path(path).read_text(encoding="ascii").strip() if path else ""


def make_secret(path: Path) -> None:
    """Write a fresh secret key, unless the file is there."""
    _write_once(path, secrets.token_urlsafe(64))


def open_or_make_ring(path: Path, wrapping: Path, *, may_make: bool) -> Ring:
    """Return the ring of data keys; make it and its key-encryption key where that is allowed.

    A ring of the first release holds its keys in clear and needs no key-encryption key until
    `concord rotate-keys` has wrapped them.
    """
    if not path.exists():
        _refuse_unless(may_make, path)
        make_ring(path, wrapping)
    ring = Ring(path, KeyFile(wrapping))
    if ring.is_wrapped() and not wrapping.exists():
        _refuse_unless(False, wrapping)
    if may_make:
        add_missing_keys(ring)
    return ring


def make_ring(path: Path, wrapping: Path) -> None:
    """Write a key-encryption key and a data key of every class, unless the files are there."""
    today = today_utc()
    _write_once(wrapping, keys_as_text([KeyEncryptionKey.fresh(today)]))
    keys: list[DataKey] = []
    for data_class in DataClass:
        keys.append(fresh_key(data_class, keys, on=today))
    # Wrapped under the key that is in the file: another process may have been the first.
    _write_once(path, ring_as_text(keys, KeyFile(wrapping)))


def make_backup_key(path: Path) -> None:
    """Write a key that seals backups, unless the file is there."""
    if path.exists():
        return
    _write_once(path, keys_as_text([KeyEncryptionKey.fresh(today_utc())]))


def add_backup_key(path: Path) -> None:
    """Seal backups under a new key from now on; older keys stay, for older backups."""
    keys = KeyFile(path).held_keys()
    write_private(path, keys_as_text([*keys, KeyEncryptionKey.fresh(today_utc())]))


def replace_wrapping_key(ring: Ring, wrapping: Path) -> None:
    """Wrap every data key under a new key-encryption key, and forget the old one.

    Three writes, in an order in which a failure between any two leaves keys that open.
    """
    keys = list(ring.held_keys())
    before = KeyFile(wrapping).held_keys() if wrapping.exists() else []
    fresh = KeyEncryptionKey.fresh(today_utc())
    write_private(wrapping, keys_as_text([*before, fresh]))
    write_private(ring.path, ring_as_text(keys, KeyFile(wrapping)))
    write_private(wrapping, keys_as_text([fresh]))


def add_missing_keys(ring: Ring) -> list[str]:
    """Put a key on the ring for each class that a later release began; return their ids."""
    if not ring.is_wrapped():
        return []
    keys = list(ring.held_keys())
    missing = set(DataClass) - {key.data_class for key in keys}
    added = [fresh_key(data_class, keys, on=today_utc()) for data_class in sorted(missing)]
    if added:
        write_private(ring.path, ring_as_text([*keys, *added], ring.wrapper))
    return [key.id for key in added]


def add_data_keys(ring: Ring) -> None:
    """Put a new data key of every class on the ring: it seals from now on."""
    keys = list(ring.held_keys())
    for data_class in DataClass:
        keys.append(fresh_key(data_class, keys, on=today_utc()))
    write_private(ring.path, ring_as_text(keys, ring.wrapper))


def retire_keys(ring: Ring, *, used: Set[str]) -> list[str]:
    """Take off the ring every key that nothing needs any more; return their ids.

    Current keys stay, those in `used`, and those that the audit log or a history may need.
    """
    needed = used | {ring.current(data_class).id for data_class in DataClass}
    kept = [
        key for key in ring.held_keys() if key.id in needed or key.data_class not in FORGETTABLE
    ]
    retired = [key.id for key in ring.held_keys() if key not in kept]
    if retired:
        write_private(ring.path, ring_as_text(kept, ring.wrapper))
    return retired


def today_utc() -> date:
    """Return the day by which keys are dated."""
    return datetime.now(tz=UTC).date()


def _refuse_unless(may_make: bool, path: Path) -> None:
    if not may_make:
        raise ImproperlyConfigured(
            f"{path.name} is missing. In production the operator supplies it; see the README."
        )


def _write_once(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    # Written aside and linked into place, so that two processes starting at once agree on one key.
    aside = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    try:
        os.link(aside, path)
    except FileExistsError:
        pass
    finally:
        aside.unlink()
