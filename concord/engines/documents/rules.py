"""Which files may be attached, and in which words others are refused (security design 2.6)."""

from dataclasses import dataclass

from concord.kernel.choices import TextChoices
from concord.kernel.verdicts import ALLOWED, Verdict, refused

MEGABYTE = 1_000_000


class State(TextChoices):
    """How far the examination of a file has come."""

    UNSCANNED = "unscanned", "Waiting to be checked for viruses"
    READY = "ready", "Checked for viruses"
    INFECTED = "infected", "Kept locked: a virus was found in it"
    BROKEN = "broken", "Kept locked: no safe copy could be made of it"


@dataclass(frozen=True)
class Kind:
    """One kind of file: what it is called, its media type, and whether it is a zip inside."""

    label: str
    media_type: str
    zipped: bool = False


_OFFICE = "application/vnd.openxmlformats-officedocument."
KINDS = {
    "pdf": Kind("a PDF", "application/pdf"),
    "png": Kind("a PNG picture", "image/png"),
    "jpg": Kind("a JPEG picture", "image/jpeg"),
    "docx": Kind("a Word document", f"{_OFFICE}wordprocessingml.document", zipped=True),
    "xlsx": Kind("an Excel workbook", f"{_OFFICE}spreadsheetml.sheet", zipped=True),
    "txt": Kind("plain text", "text/plain"),
}
_SAME = {"jpeg": "jpg"}
ALLOWED_WORDS = "a PDF, PNG, JPEG, Word (docx), Excel (xlsx) or plain text (txt) file"


@dataclass(frozen=True)
class Limits:
    """What a file may be at most. Sizes in bytes; they come from the dated standards."""

    size: int
    quota: int
    pixels: int
    unpacked: int
    members: int


class Unacceptable(Exception):
    """A file may not be attached; the message says why and what to do."""


def extension_of(name: str) -> str:
    """Return the kind of file that a name promises, "" when it is none that we take."""
    stem, dot, ending = name.rpartition(".")
    ending = _SAME.get(ending.lower(), ending.lower())
    return ending if dot and stem and ending in KINDS else ""


def may_be_named(name: str) -> Verdict:
    """A file's name must promise something that we take."""
    if extension_of(name):
        return ALLOWED
    return refused(f"The selected file must be {ALLOWED_WORDS}")


def fits(size: int, *, used: int, limits: Limits) -> Verdict:
    """A file must not be empty or too large, nor fill up what one person may store."""
    if size == 0:
        return refused("The selected file is empty")
    if size > limits.size:
        return refused(f"The selected file must be smaller than {limits.size // MEGABYTE} MB")
    if used + size > limits.quota:
        return refused(
            f"You have stored {used // MEGABYTE} MB of the {limits.quota // MEGABYTE} MB that one"
            " person may store. Ask your data steward for more room"
        )
    return ALLOWED


def agrees(name: str, found: str) -> Verdict:
    """What a file is by its content must be what its name says. `found` is "" when unknown."""
    promised = extension_of(name)
    if promised == found:
        return ALLOWED
    says = KINDS[promised].label
    holds = f"is {KINDS[found].label}" if found in KINDS else "is something else"
    return refused(
        f"The selected file says it is {says} but {holds}. Save it again as {says} and try again"
    )


def shown_name(name: str) -> str:
    """Return a file's name without folders, control characters or undue length."""
    bare = name.replace("\\", "/").rpartition("/")[2]
    printable = "".join(letter for letter in bare if letter.isprintable()).strip()
    stem, dot, ending = printable.rpartition(".")
    return f"{stem[:100]}{dot}{ending[:10]}" if dot else printable[:100]
