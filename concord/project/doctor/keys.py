"""The keys: are they there, private, wrapped and not too old?"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from concord.project.doctor.findings import Finding, fine, must_change, warning
from concord.project.doctor.machine import key_file
from concord.project.keys import KeyPaths
from concord.trust.vault.ring import Ring
from concord.trust.vault.wrapping import KeyFile

_OLDEST_DAYS = 365
_ROTATE = "Run: concord rotate-keys"


def examine_keys(paths: KeyPaths, *, on: date) -> Iterator[Finding]:
    """Look at the files of the secret key, the data keys and the key that wraps them."""
    yield key_file("Secret key file", paths.secret)
    yield key_file("Field encryption key file", paths.ring)
    yield key_file("Backup key file", paths.backup)
    if paths.backup.exists():
        made_on = KeyFile(paths.backup).held_keys()[-1].made_on
        yield _age("Backup key", made_on, on, "Add one: concord make-keys --new-backup-key")
    if not paths.ring.exists():
        return
    ring = Ring(paths.ring, KeyFile(paths.wrapping))
    if not ring.is_wrapped():
        yield must_change("Field encryption keys", "they lie in their file in clear", _ROTATE)
        return
    yield key_file("Wrapping key file", paths.wrapping)
    if paths.wrapping.exists():
        yield _apart(paths)
        yield _age("Wrapping key", KeyFile(paths.wrapping).held_keys()[-1].made_on, on, _ROTATE)
        dated = [key.made_on for key in ring.held_keys() if key.made_on]
        yield _age("Field encryption keys", min(dated), on, f"{_ROTATE} --data-keys")


def _age(subject: str, made_on: date, on: date, remedy: str) -> Finding:
    days = (on - made_on).days
    found = f"the oldest was made {days} days ago"
    return warning(subject, found, remedy) if days > _OLDEST_DAYS else fine(subject, found)


def _apart(paths: KeyPaths) -> Finding:
    subject = "Storage of keys"
    if _device(paths.ring) == _device(paths.wrapping):
        found = "the data keys and the key that wraps them are on the same storage"
        remedy = "Put one elsewhere: CONCORD_WRAPPING_KEYS_FILE says where it is."
        return warning(subject, found, remedy)
    return fine(subject, "the data keys and the key that wraps them are on different storage")


def _device(path: Path) -> int:
    return path.stat().st_dev
