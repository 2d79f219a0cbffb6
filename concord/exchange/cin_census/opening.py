"""Open a census file safely: its size, a zip around it, and XML that means harm."""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

LARGEST_MB = 100
MOST_COMPRESSED = 100
DEEPEST = 30


class CensusUnreadable(Exception):
    """The file as a whole cannot be used; the message says why and where."""


@contextmanager
def open_file(path: Path, *, largest_mb: int = LARGEST_MB) -> Iterator[IO[bytes]]:
    """Open an XML file, or the one XML file in a zip. Raise CensusUnreadable for anything else."""
    if not path.is_file():
        raise CensusUnreadable(f"There is no file {path}.")
    if zipfile.is_zipfile(path):
        with _open_zip(path, largest_mb) as inside:
            yield inside
        return
    _refuse_large(path.stat().st_size, largest_mb)
    with path.open("rb") as plain:
        yield plain


@contextmanager
def _open_zip(path: Path, largest_mb: int) -> Iterator[IO[bytes]]:
    try:
        with zipfile.ZipFile(path) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            if len(members) != 1 or not members[0].filename.lower().endswith(".xml"):
                raise CensusUnreadable("The zip must hold exactly one XML file.")
            _refuse_large(members[0].file_size, largest_mb)
            if members[0].file_size > MOST_COMPRESSED * max(members[0].compress_size, 1):
                raise CensusUnreadable(
                    "The zip unpacks to more than 100 times its size, as a trap would. Send the XML"
                    " itself."
                )
            with archive.open(members[0]) as inside:
                # What the zip says of itself may be a lie: no more is read than it declared.
                yield _Limited(inside, members[0].file_size)  # type: ignore[misc]
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError) as problem:
        raise CensusUnreadable(f"The zip cannot be opened: {problem}.") from None


class _Limited:
    def __init__(self, source: IO[bytes], limit: int) -> None:
        self._source, self._left = source, limit

    def read(self, size: int = -1) -> bytes:
        if self._left < 0:
            raise CensusUnreadable("The zip holds more than it says.")
        piece = self._source.read(size)
        self._left -= len(piece)
        return piece


def _refuse_large(size: int, largest_mb: int) -> None:
    if size > largest_mb * 1_000_000:
        raise CensusUnreadable(
            f"The file is {size // 1_000_000} MB. A census is read up to {largest_mb} MB; a whole"
            " authority’s return is far smaller. Check that it is the right file."
        )


def elements(source: IO[bytes]) -> Iterator[Element]:
    """Yield the Header and then each Child, forgetting each once it has been used.

    Raises CensusUnreadable, naming the line, when the XML breaks off, is not well formed, nests too
    deep or carries a document type (the way to entity attacks).
    """
    path: list[str] = []
    read = 0
    try:
        for event, element in iterparse(source, events=("start", "end"), forbid_dtd=True):
            if event == "start":
                path.append(_name(element))
                _refuse_odd(path)
                continue
            path.pop()
            if _name(element) in ("Header", "Child") and len(path) < 3:
                read += _name(element) == "Child"
                yield element
                element.clear()
    except ParseError as problem:
        line = problem.position[0]
        raise CensusUnreadable(
            f"The XML breaks off or is damaged at line {line}, after {read} children."
        ) from None
    except DefusedXmlException:
        raise CensusUnreadable(
            "The XML carries a document type, which a census never does."
        ) from None
    except (UnicodeError, LookupError, ValueError) as problem:
        raise CensusUnreadable(f"The XML cannot be read: {problem}.") from None


def _refuse_odd(path: list[str]) -> None:
    if path[0] != "Message":
        raise CensusUnreadable(
            f"This is not a children in need census: it begins with <{path[0]}>, not <Message>."
        )
    if len(path) > DEEPEST:
        raise CensusUnreadable("The XML nests deeper than a census does.")


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]
