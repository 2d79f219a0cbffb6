"""Keys by which two spellings of a name can meet.

Equality of keys is leakproof in PostgreSQL, so candidates can be found under row-level security
without a scan. The keys are broad on purpose: they propose, a person decides.
"""

import re
import unicodedata

from concord.kernel.scripts import latin

_LETTERS_APART = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "þ": "th"})
_SOUNDS_ALIKE = (
    ("ck", "k"),
    ("kh", "k"),
    ("gh", "g"),
    ("ph", "f"),
    ("sz", "s"),
    ("sh", "s"),
    ("cz", "c"),
    ("ch", "c"),
    ("th", "t"),
    ("dh", "d"),
    ("bh", "b"),
    ("q", "k"),
    ("z", "s"),
    ("w", "v"),
    ("j", "y"),
)


def fold(text: str) -> str:
    """Return text in lower Latin letters, without accents, punctuation or doubled spaces."""
    # Twice: some capitals show only once letters are taken apart, and the other way round.
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    plain = latin(apart).translate(_LETTERS_APART)
    letters = "".join(mark for mark in plain if not unicodedata.combining(mark))
    return " ".join(re.findall(r"\w+", re.sub(r"['’`]", "", letters)))


def words(text: str) -> list[str]:
    """Return the folded words of a name, in order."""
    return fold(text).split()


def sound_key(word: str) -> str:
    """Return the consonants of a name as they sound, so that Mohammed meets Muhammad.

    Serves South Asian and Eastern European spellings: aspirates, doubled letters, sz/sh, -ova.
    """
    key = re.sub(r"ova$", "", fold(word).replace(" ", ""))
    for written, heard in _SOUNDS_ALIKE:
        key = key.replace(written, heard)
    first, rest = key[:1], re.sub(r"[aeiouyh]", "", key[1:])
    return re.sub(r"(.)\1+", r"\1", first + rest)
