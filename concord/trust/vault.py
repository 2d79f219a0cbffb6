"""Field encryption: what a stolen dump or disk must not tell.

AES-256-GCM. The key id travels with the text, so that keys can be replaced one by one; the label
binds a text to its place, so that it cannot be moved to another row.
"""

import os

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

NONCE_BYTES = 12


def seal(plain: str, *, label: str) -> bytes:
    """Return text encrypted under the current key, bound to `label` (table, row and column)."""
    key_id, key = list(settings.FIELD_KEYS.items())[-1]
    nonce = os.urandom(NONCE_BYTES)
    sealed = AESGCM(key).encrypt(nonce, plain.encode("utf-8"), label.encode("utf-8"))
    return key_id.encode("ascii") + b":" + nonce + sealed


def unseal(sealed: bytes | memoryview, *, label: str) -> str:
    """Return the text again. Raise InvalidTag when it was changed or belongs elsewhere."""
    key_id, _, rest = bytes(sealed).partition(b":")
    key = settings.FIELD_KEYS[key_id.decode("ascii")]
    plain = AESGCM(key).decrypt(rest[:NONCE_BYTES], rest[NONCE_BYTES:], label.encode("utf-8"))
    return plain.decode("utf-8")
