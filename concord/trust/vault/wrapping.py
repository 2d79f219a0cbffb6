"""The key-encryption key: it wraps data keys and touches nothing else.

`Wrapper` is the seam for a key management service: give settings.FIELD_KEYS another one.
"""

import base64
import json
import os
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Protocol

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from concord.trust.vault.cipher import decrypt, encrypt

KEY_BYTES = 32


class Wrapper(Protocol):
    """Whatever holds the key-encryption key. `label` binds a wrapped key to its id and class."""

    @property
    def id(self) -> str:
        """The id of the key that wraps from now on."""

    def wrap(self, key: bytes, *, label: str) -> bytes:
        """Return a data key wrapped under the current key-encryption key."""

    def unwrap(self, wrapped: bytes, *, label: str, wrapped_by: str) -> bytes:
        """Return a data key again. Raise KeyUnknown when the wrapping key is not held."""


class KeyUnknown(LookupError):
    """A key that something was sealed or wrapped with is not on the ring."""

    def __init__(self, key_id: str) -> None:
        super().__init__(f"The encryption key “{key_id}” is not among this installation’s keys.")


@dataclass(frozen=True)
class KeyEncryptionKey:
    """One key-encryption key and the day it was made."""

    id: str
    made_on: date
    key: bytes = field(repr=False)

    @classmethod
    def fresh(cls, on: date) -> "KeyEncryptionKey":
        """Return a new random key."""
        return cls(f"kek-{on:%Y%m%d}-{os.urandom(3).hex()}", on, AESGCM.generate_key(256))


class KeyFile:
    """Key-encryption keys in a file that only Concord may read; the last one wraps."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def id(self) -> str:
        return self.held_keys()[-1].id

    def held_keys(self) -> list[KeyEncryptionKey]:
        """Return the keys in the file, the current one last."""
        kept = json.loads(self.path.read_text(encoding="ascii"))["keys"]
        return [
            KeyEncryptionKey(
                row["id"], date.fromisoformat(row["made_on"]), base64.b64decode(row["key"])
            )
            for row in kept
        ]

    def wrap(self, key: bytes, *, label: str) -> bytes:
        return encrypt(self.held_keys()[-1].key, key, label)

    def unwrap(self, wrapped: bytes, *, label: str, wrapped_by: str) -> bytes:
        for held in self.held_keys():
            if held.id == wrapped_by:
                return decrypt(held.key, wrapped, label)
        raise KeyUnknown(wrapped_by)


def keys_as_text(keys: list[KeyEncryptionKey]) -> str:
    """Return key-encryption keys as their file holds them."""
    rows = [
        {
            "id": one.id,
            "made_on": one.made_on.isoformat(),
            "key": base64.b64encode(one.key).decode("ascii"),
        }
        for one in keys
    ]
    return json.dumps({"keys": rows}, indent=1) + "\n"
