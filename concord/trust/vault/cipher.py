"""AES-256-GCM with a random nonce in front of what it made."""

import os

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE_BYTES = 12


def encrypt(key: bytes, plain: bytes, label: str) -> bytes:
    """Return nonce and ciphertext, bound to `label`."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plain, label.encode("utf-8"))


def decrypt(key: bytes, sealed: bytes, label: str) -> bytes:
    """Return what was encrypted. Raise InvalidTag when it was changed or belongs elsewhere."""
    return AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], label.encode("utf-8"))
