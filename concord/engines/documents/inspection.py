"""What a file is by its content, and whether it is small enough when opened."""

import io
import warnings
from unicodedata import category

import puremagic
from PIL import Image, UnidentifiedImageError

from concord.engines.documents.archives import office_kind
from concord.engines.documents.rules import Limits, Unacceptable, agrees

_SIGNS = {b"%PDF-": "pdf", b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpg"}
_ZIP = b"PK\x03\x04"
# Marks of programs and markup, which are text and yet no plain text.
_NOT_PLAIN = ("<!doctype", "<html", "<svg", "<?xml", "<script", "#!", "{\\rtf", "<?php")


def inspect(name: str, data: bytes, limits: Limits) -> str:
    """Return the kind of a file that may be kept. Raise Unacceptable with what to do."""
    found = _kind_of(data, limits)
    if not (verdict := agrees(name, found)):
        raise Unacceptable(verdict.reason)
    if found in ("png", "jpg"):
        _check_pixels(data, limits)
    return found


def _kind_of(data: bytes, limits: Limits) -> str:
    if data.startswith(_ZIP):
        return office_kind(data, limits)
    for sign, kind in _SIGNS.items():
        if data.startswith(sign):
            return kind if _magic_agrees(data, kind) else ""
    return "txt" if _is_plain_text(data) else ""


def _magic_agrees(data: bytes, kind: str) -> bool:
    """Ask a second opinion: nothing that is two kinds of file at once gets in."""
    same = {"jpg": {"jpg", "jpeg", "jfif", "jpe"}}.get(kind, {kind})
    try:
        best = puremagic.magic_string(data)
    except (puremagic.PureError, ValueError):
        return False
    return bool(best) and bool(same & {match.extension.lstrip(".").lower() for match in best})


def _is_plain_text(data: bytes) -> bool:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    if any(category(letter) == "Cc" and letter not in "\t\r\n\f" for letter in text):
        return False
    return not text.lstrip().lower().startswith(_NOT_PLAIN)


def _check_pixels(data: bytes, limits: Limits) -> None:
    # Only the header is read: a picture that would fill the memory is never unpacked.
    too_many = Unacceptable(
        f"The selected picture must have at most {limits.pixels // 1_000_000} million pixels"
    )
    try:
        with (
            warnings.catch_warnings(action="error", category=Image.DecompressionBombWarning),
            Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as picture,
        ):
            width, height = picture.size
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise too_many from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise Unacceptable("The selected picture is damaged. Save it again") from error
    if width * height > limits.pixels:
        raise too_many
