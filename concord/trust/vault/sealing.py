"""Seal and unseal: the header names the key, the label names the place."""

from typing import cast

from django.conf import settings

from concord.trust.vault.cipher import decrypt, encrypt
from concord.trust.vault.classes import DataClass
from concord.trust.vault.ring import Ring

# What was sealed by the first release has no mark, and a label in its caller's own words.
_MARK = b"v2:"


def label_of(table: str, key: object, column: str) -> str:
    """Return the label of a place: what is sealed for one place does not open in another."""
    return f"{table}|{key}|{column}"


def seal(plain: str, *, label: str, data_class: DataClass) -> bytes:
    """Return text sealed under the current key of its class, bound to `label`."""
    return seal_bytes(plain.encode("utf-8"), label=label, data_class=data_class)


def unseal(sealed: bytes | memoryview, *, label: str, formerly: str = "") -> str:
    """Return sealed text again. Raise InvalidTag when it was changed or belongs elsewhere.

    `formerly` is the label that the first release gave this place.
    """
    return unseal_bytes(sealed, label=label, formerly=formerly).decode("utf-8")


def seal_bytes(plain: bytes, *, label: str, data_class: DataClass) -> bytes:
    """Return bytes sealed under the current key of their class, bound to `label`."""
    key = _ring().current(data_class)
    return mark_of(data_class) + encrypt(key.key, plain, label)


def unseal_bytes(sealed: bytes | memoryview, *, label: str, formerly: str = "") -> bytes:
    """Return sealed bytes again. Raise InvalidTag, or KeyUnknown when their key is gone."""
    marked, key_id, rest = _parts(sealed)
    return decrypt(_ring().by_id(key_id).key, rest, label if marked else formerly)


def key_id_of(sealed: bytes | memoryview) -> str:
    """Return the id of the key that something was sealed with."""
    return _parts(sealed)[1]


def mark_of(data_class: DataClass) -> bytes:
    """Return what everything begins with that is sealed under the current key of a class."""
    return marks_of(_ring().current(data_class).id)[0]


def marks_of(key_id: str) -> tuple[bytes, bytes]:
    """Return how a text sealed under a key begins: now, and in the first release."""
    bare = key_id.encode("ascii") + b":"
    return _MARK + bare, bare


def is_current(sealed: bytes | memoryview, data_class: DataClass) -> bool:
    """Return whether something is sealed as it would be today."""
    return bytes(sealed).startswith(mark_of(data_class))


def _ring() -> Ring:
    return cast(Ring, settings.FIELD_KEYS)


def _parts(sealed: bytes | memoryview) -> tuple[bool, str, bytes]:
    whole = bytes(sealed)
    marked = whole.startswith(_MARK)
    key_id, _, rest = whole.removeprefix(_MARK).partition(b":")
    return marked, key_id.decode("ascii"), rest
