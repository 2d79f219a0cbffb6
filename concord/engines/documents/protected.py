"""Find an address or postcode in any text, however it is spaced, broken or written. No Django.

Text and addresses are both reduced to words of letters and digits; an address is known by the
words of each of its parts run together, so that "BD1 2AB", "bd12ab" and "B D 1-2 A B" are one.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

MOST_WORDS = 12
_SHORTEST, _LONGEST = 5, 80
_WORD = re.compile(r"[^\W_]+")
# Written and not seen, or written and not said: a word goes on across them.
_UNSEEN = re.compile(r"[\u00ad\u200b-\u200f\u2060-\u2064\ufeff'’]")
_FIRST_BEYOND_ASCII = "\x80"
_SHORT_FORMS = {
    "rd": "road", "st": "street", "ave": "avenue", "av": "avenue", "ln": "lane", "cl": "close",
    "cres": "crescent", "dr": "drive", "ct": "court", "pl": "place", "sq": "square",
    "tce": "terrace", "terr": "terrace", "gdns": "gardens", "gr": "grove", "apt": "apartment",
}  # fmt: skip
_PARTS_OF_HOUSES = frozenset({"flat", "apartment", "unit", "room", "floor", "block"})
REMOVED = "[protected address removed]"


@dataclass(frozen=True)
class Found:
    """Words of a text run together, and where they stand in it."""

    key: str
    start: int
    end: int


def keys_of(lines: str, postcode: str) -> set[str]:
    """Return the keys by which an address is known: its postcode and each telling part.

    A part tells where somebody lives when it holds a number; where none does, the first does.
    """
    parts = [[word for word, _, _ in _words(part)] for part in re.split(r"[,\n;]", lines)]
    telling = [part for part in parts if _tells(part)] or parts[:1]
    whole = [word for part in parts for word in part]
    code = [word for word, _, _ in _words(postcode)]
    found = {"".join(words) for words in (*telling, whole, code)}
    return {key for key in found if _SHORTEST <= len(key) <= _LONGEST}


def beginning_of(key: str) -> str:
    """Return how a key begins: as much as every key has."""
    return key[:_SHORTEST]


def candidates(text: str, may_begin: Callable[[str], bool] | None = None) -> Iterator[Found]:
    """Return every run of a few words of a text that could be a part of an address.

    `may_begin` says of a key's beginning whether any could go on from there: most need no look.
    """
    words = list(_words(text))
    for first in range(len(words)):
        if may_begin and not may_begin(_beginning(words, first)):
            continue
        key = ""
        for word, _, end in words[first : first + MOST_WORDS]:
            key += word
            if len(key) > _LONGEST:
                break
            if len(key) >= _SHORTEST:
                yield Found(key, words[first][1], end)


def _beginning(words: list[tuple[str, int, int]], first: int) -> str:
    key, number = words[first][0], first + 1
    while len(key) < _SHORTEST and number < len(words):
        key += words[number][0]
        number += 1
    return beginning_of(key)


def passages(text: str, found: list[Found]) -> list[str]:
    """Return what these places of a text say, in order, those that overlap as one."""
    spans = _joined(sorted((one.start, one.end) for one in found))
    return [text[start:end] for start, end in spans]


def without(text: str, found: list[Found], mark: str = REMOVED) -> str:
    """Return a text with these places taken out, and a mark where each was."""
    kept, reached = [], 0
    for start, end in _joined(sorted((one.start, one.end) for one in found)):
        kept += [text[reached:start], mark]
        reached = end
    return "".join([*kept, text[reached:]])


def _tells(part: list[str]) -> bool:
    # "Flat 2" is anywhere; "12 Hidden Row" and "2 Rose House" are somewhere.
    names = [word for word in part if word.isalpha() and word not in _PARTS_OF_HOUSES]
    return bool(names) and any(not word.isalpha() for word in part)


def _words(text: str) -> Iterator[tuple[str, int, int]]:
    plain, places = _plain(text)
    for match in _WORD.finditer(plain):
        word = match.group()
        yield _SHORT_FORMS.get(word, word), places[match.start()], places[match.end() - 1] + 1


def _plain(text: str) -> tuple[str, list[int]]:
    """Return a text in plain small letters, and from where in the text each letter came."""
    letters, places = [], []
    for place, letter in enumerate(text):
        if letter < _FIRST_BEYOND_ASCII and letter != "'":
            letters.append(letter.lower())
            places.append(place)
            continue
        if _UNSEEN.match(letter):
            continue
        for part in unicodedata.normalize("NFKD", letter).casefold():
            if not unicodedata.combining(part):
                letters.append(part)
                places.append(place)
    return "".join(letters), places


def _joined(spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    reached: tuple[int, int] | None = None
    for start, end in spans:
        if reached and start <= reached[1]:
            reached = (reached[0], max(end, reached[1]))
            continue
        if reached:
            yield reached
        reached = (start, end)
    if reached:
        yield reached
