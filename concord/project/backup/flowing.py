"""Bytes on their way from a program, through compression, into a file or an archive."""

import io
import zlib
from collections.abc import Iterable, Iterator

_QUICKEST = 1
_GZIP = 31


def compressed(data: Iterable[bytes]) -> Iterator[bytes]:
    """Return data compressed as gzip does, quickly."""
    press = zlib.compressobj(_QUICKEST, zlib.DEFLATED, _GZIP)
    for part in data:
        if pressed := press.compress(part):
            yield pressed
    yield press.flush()


def expanded(data: Iterable[bytes]) -> Iterator[bytes]:
    """Return data as it was before it was compressed."""
    unpress = zlib.decompressobj(_GZIP)
    for part in data:
        yield unpress.decompress(part)
    yield unpress.flush()


class Flow(io.RawIOBase):
    """Parts of data as a file to be read from beginning to end."""

    def __init__(self, data: Iterable[bytes]) -> None:
        self._data = iter(data)
        self._left = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview[int]") -> int:  # type: ignore[override]
        """Fill a buffer with the next bytes; return how many, 0 at the end."""
        while not self._left:
            part = next(self._data, None)
            if part is None:
                return 0
            self._left = part
        count = min(len(buffer), len(self._left))
        buffer[:count] = self._left[:count]
        self._left = self._left[count:]
        return count
