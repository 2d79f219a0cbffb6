"""Which keys an installation holds, told without telling a key."""

import hashlib
from typing import Any


def fingerprints(settings: Any) -> dict[str, str]:
    """Return a hash of every key that the restored data need; `settings` is Django's.

    The keys are random and long: nobody finds one by its hash, which lies sealed besides.
    """
    told = {"secret key": _hash(settings.SECRET_KEY.encode("utf-8"))}
    for key in settings.FIELD_KEYS.held_keys():
        told[key.id] = _hash(key.key)
    return told


def _hash(key: bytes) -> str:
    return hashlib.sha256(b"Concord key fingerprint" + key).hexdigest()[:32]
