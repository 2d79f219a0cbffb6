"""Open a census file safely: its size, and a zip around it that may be a trap."""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO

LARGEST_MB = 100
MOST_COMPRESSED = 100
# Other methods than these can ask for gigabytes of memory before the first byte.
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# The parser starts a token again with every piece: small ones make a huge token take minutes.
_PIECE = 1_000_000
_ZIP_DAMAGE = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, RuntimeError, ValueError,
)  # fmt: skip


class CensusUnreadable(Exception):
    """The file as a whole cannot be used; the message says why and where."""


class Pieces:
    """The bytes of a file in large pieces, never more than `limit` of them."""

    def __init__(self, source: IO[bytes], limit: int) -> None:
        self._source, self._left = source, limit

    def read(self, _: int = -1) -> bytes:
        """Return the next piece, however few bytes are asked for. Raise CensusUnreadable."""
        with _told("The file is damaged and cannot be read to its end."):
            piece = self._source.read(_PIECE)
        self._left -= len(piece)
        if self._left < 0:
            raise CensusUnreadable("The file holds more than it says.")
        return piece


@contextmanager
def open_file(path: Path, *, largest_mb: int = LARGEST_MB) -> Iterator[Pieces]:
    """Open an XML file, or the one XML file in a zip. Raise CensusUnreadable for anything else."""
    if not path.is_file():
        raise CensusUnreadable(f"There is no file {path}.")
    _refuse_large(path.stat().st_size, largest_mb)
    with ExitStack() as stack:
        with _told(f"The file {path} cannot be opened. Check that you may read it."):
            plain = stack.enter_context(path.open("rb"))
            is_zip = zipfile.is_zipfile(plain)
            plain.seek(0)
        if not is_zip:
            yield Pieces(plain, largest_mb * 1_000_000)
            return
        with _told("The zip is damaged or locked with a password. Send the XML itself."):
            archive = stack.enter_context(zipfile.ZipFile(plain))
            member = _only_member(archive, largest_mb)
            inside = stack.enter_context(archive.open(member))
        # What the zip says of itself may be a lie: no more is read than it declared.
        yield Pieces(inside, member.file_size)


def _only_member(archive: zipfile.ZipFile, largest_mb: int) -> zipfile.ZipInfo:
    members = [member for member in archive.infolist() if not member.is_dir()]
    if len(members) != 1 or not members[0].filename.lower().endswith(".xml"):
        raise CensusUnreadable("The zip must hold exactly one XML file.")
    member = members[0]
    if member.compress_type not in _METHODS:
        raise CensusUnreadable("The zip is packed in an unusual way. Send the XML itself.")
    _refuse_large(member.file_size, largest_mb)
    if member.file_size > MOST_COMPRESSED * max(member.compress_size, 1):
        raise CensusUnreadable(
            f"The zip unpacks to more than {MOST_COMPRESSED} times its size, as a trap would. Send"
            " the XML itself."
        )
    return member


def _refuse_large(size: int, largest_mb: int) -> None:
    if size > largest_mb * 1_000_000:
        raise CensusUnreadable(
            f"The file is {size // 1_000_000} MB. A census is read up to {largest_mb} MB; a whole"
            " authority’s return is far smaller. Check that it is the right file."
        )


@contextmanager
def _told(says: str) -> Iterator[None]:
    try:
        yield
    except _ZIP_DAMAGE:
        raise CensusUnreadable(says) from None
