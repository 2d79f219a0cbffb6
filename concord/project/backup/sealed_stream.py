"""Files sealed in pieces, so that no more than one piece is ever held in memory.

AES-256-GCM under a key of the file's own, derived from the backup key. Each piece is bound to its
place and to the last one there is: a file that was cut short, rearranged or put in another's place
does not open.
"""

import os
import secrets
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from concord.project.troubles import Trouble
from concord.trust.vault.wrapping import KeyEncryptionKey

PIECE = 1_048_576
_MAGIC = b"CONCORD-SEALED-1 "
_SALT, _TAG = 16, 16
_MORE, _LAST = b"\x00", b"\x01"


def write_sealed(path: Path, data: Iterable[bytes], key: KeyEncryptionKey, *, label: str) -> int:
    """Seal data into a file that is there whole or not at all; return its size in bytes.

    `label` says what the file is: it opens under no other.
    """
    # A name of its own: two who write the same file at once must not mix their pieces.
    aside = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    salt = os.urandom(_SALT)
    header = _MAGIC + key.id.encode("ascii") + b"\n" + salt
    cipher = AESGCM(_file_key(key.key, salt))
    try:
        with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(header)
            for number, (piece, last) in enumerate(_pieces(data)):
                file.write(cipher.encrypt(_nonce(number, last), piece, _bound(header, label)))
            file.flush()
            os.fsync(file.fileno())
            size = file.tell()
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
    return size


def read_sealed(path: Path, keys: Sequence[KeyEncryptionKey], *, label: str) -> Iterator[bytes]:
    """Return the data of a sealed file, piece by piece.

    Raises Trouble when the key is not held, or the file is not as it was written. Until the last
    piece has come the file may still prove to be cut short.
    """
    with path.open("rb") as file:
        header, key = _opened(file, path, keys)
        cipher = AESGCM(_file_key(key.key, header[-_SALT:]))
        number, sealed = 0, file.read(PIECE + _TAG)
        while True:
            following = file.read(PIECE + _TAG)
            try:
                nonce = _nonce(number, _MORE if following else _LAST)
                yield cipher.decrypt(nonce, sealed, _bound(header, label))
            except InvalidTag as error:
                raise Trouble(f"{path} is damaged, or is not the file it should be.") from error
            if not following:
                return
            number, sealed = number + 1, following


def _opened(
    file: BinaryIO, path: Path, keys: Sequence[KeyEncryptionKey]
) -> tuple[bytes, KeyEncryptionKey]:
    line = file.readline(200)
    if not line.startswith(_MAGIC):
        raise Trouble(f"{path} is not a file of a backup.")
    name = line.removeprefix(_MAGIC).strip().decode("ascii", "replace")
    for key in keys:
        if key.id == name:
            return line + file.read(_SALT), key
    raise Trouble(
        f"{path} was sealed with the backup key {name}, which is not here. "
        "Put a copy of that key file back, or name it with CONCORD_BACKUP_KEY_FILE."
    )


def _pieces(data: Iterable[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """Cut data into pieces of one size, each with the mark of whether another follows."""
    waiting = bytearray()
    for part in data:
        waiting += part
        while len(waiting) > PIECE:
            yield bytes(waiting[:PIECE]), _MORE
            del waiting[:PIECE]
    yield bytes(waiting), _LAST


def _file_key(key: bytes, salt: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt, b"Concord backup file").derive(key)


def _nonce(number: int, last: bytes) -> bytes:
    return number.to_bytes(11, "big") + last


def _bound(header: bytes, label: str) -> bytes:
    return header + label.encode("utf-8")
