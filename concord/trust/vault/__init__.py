"""Field encryption: what a stolen dump or disk must not tell (security design 2.6).

AES-256-GCM under a data key of the text's own class; data keys are wrapped by a key-encryption key
and live in a file. The key's id travels with the text, so that keys can be replaced one by one; the
label binds a text to its place (table, row and column), so that it cannot be moved to another.
"""

from cryptography.exceptions import InvalidTag

from concord.trust.vault.classes import DataClass
from concord.trust.vault.sealing import (
    is_current,
    key_id_of,
    label_of,
    seal,
    seal_bytes,
    unseal,
    unseal_bytes,
)
from concord.trust.vault.wrapping import KeyUnknown

# Why sealed text does not open: it was changed or lies elsewhere, or its key is gone.
CANNOT_OPEN = (InvalidTag, KeyUnknown)

__all__ = [
    "CANNOT_OPEN",
    "DataClass",
    "is_current",
    "key_id_of",
    "label_of",
    "seal",
    "seal_bytes",
    "unseal",
    "unseal_bytes",
]
