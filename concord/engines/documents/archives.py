"""Word and Excel files are zips: no bombs, no paths, nothing nested, no macros, nothing fetched."""

import io
import re
import zipfile

from concord.engines.documents.rules import Limits, Unacceptable

_SMALL = 1_000_000
_MOST_RATIO = 200
_LARGEST_LISTING = 2_000_000
_ARCHIVES = (b"PK\x03\x04", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"\xd0\xcf\x11\xe0", b"BZh")
_MACROS = re.compile(rb"macroEnabled|vbaProject|\.ms-excel\.sheet\.binary", re.IGNORECASE)
_FETCHED = re.compile(
    rb"<[^>]*/(?:attachedTemplate|oleObject|frame|externalLinkPath)\"[^>]*>", re.IGNORECASE
)
_MAIN_PARTS = {
    b"wordprocessingml.document.main+xml": "docx",
    b"spreadsheetml.sheet.main+xml": "xlsx",
}
_SAVE_AS_PDF = "Save it as a PDF and try again"


def office_kind(data: bytes, limits: Limits) -> str:
    """Return "docx" or "xlsx" for an acceptable office file, "" for any other zip.

    Raise Unacceptable when opening it could do harm.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_members(archive, limits)
            listing = _read(archive, "[Content_Types].xml")
            if _MACROS.search(listing):
                raise Unacceptable(f"The selected file holds macros. {_SAVE_AS_PDF}")
            _check_links(archive)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
        raise Unacceptable("The selected file is damaged. Save it again and try again") from error
    return next((kind for part, kind in _MAIN_PARTS.items() if part in listing), "")


def _check_members(archive: zipfile.ZipFile, limits: Limits) -> None:
    members = archive.infolist()
    sizes = sum(member.file_size for member in members)
    if len(members) > limits.members or sizes > limits.unpacked or any(map(_is_bomb, members)):
        raise Unacceptable("The selected file unpacks to far more than its size. Save it as a PDF")
    for member in members:
        _check_member(archive, member)


def _is_bomb(member: zipfile.ZipInfo) -> bool:
    return member.file_size > _SMALL and member.file_size > member.compress_size * _MOST_RATIO


def _check_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    name = member.filename
    if name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/"):
        raise Unacceptable(f"The selected file holds unsafe paths. {_SAVE_AS_PDF}")
    if member.flag_bits & 0x1:
        raise Unacceptable("The selected file has a password. Take the password off and try again")
    if "vbaProject" in name:
        raise Unacceptable(f"The selected file holds macros. {_SAVE_AS_PDF}")
    with archive.open(member) as content:
        if content.read(8).startswith(_ARCHIVES):
            raise Unacceptable(f"The selected file holds other files inside it. {_SAVE_AS_PDF}")


def _check_links(archive: zipfile.ZipFile) -> None:
    for name in archive.namelist():
        if not name.endswith(".rels"):
            continue
        fetched = _FETCHED.findall(_read(archive, name))
        if any(b'TargetMode="External"' in link for link in fetched):
            raise Unacceptable(
                f"The selected file brings in content from elsewhere. {_SAVE_AS_PDF}"
            )


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    try:
        with archive.open(name) as part:
            return part.read(_LARGEST_LISTING)
    except KeyError:
        return b""
