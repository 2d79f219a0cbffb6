"""Names in other scripts, in Latin letters: near enough for two spellings of one name to meet.

Cyrillic letter by letter; Arabic and Urdu, which leave short vowels out; Gurmukhi, Devanagari,
Gujarati and Bengali, whose consonants carry an a unless something says otherwise. The names that
Unicode gives its letters say how they sound.
"""

import unicodedata
from functools import lru_cache

# The hard and the soft sign are not heard.
_CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "ђ": "d", "е": "e", "є": "e",
    "ж": "zh", "з": "z", "и": "i", "і": "i", "ј": "y", "к": "k", "л": "l", "љ": "l", "м": "m",
    "н": "n", "њ": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "ћ": "c", "у": "u",
    "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "џ": "j", "ш": "sh", "щ": "sh", "ъ": "", "ы": "y",
    "ь": "", "э": "e", "ю": "yu", "я": "ya",
}  # fmt: skip
# By the name of the letter: text that runs the other way is hard to read in a line of code.
_ARABIC = {
    "ALEF": "a", "ALEF MAKSURA": "a", "ALEF WASLA": "a", "AIN": "a", "BEH": "b", "PEH": "p",
    "TEH": "t", "TEH MARBUTA": "a", "TTEH": "t", "TAH": "t", "THEH": "th", "JEEM": "j",
    "TCHEH": "ch", "HAH": "h", "HEH": "h", "HEH GOAL": "h", "HEH DOACHASHMEE": "h", "KHAH": "kh",
    "DAL": "d", "DDAL": "d", "THAL": "z", "REH": "r", "RREH": "r", "ZAIN": "z", "JEH": "zh",
    "SEEN": "s", "SAD": "s", "SHEEN": "sh", "DAD": "z", "ZAH": "z", "GHAIN": "gh", "FEH": "f",
    "QAF": "q", "KAF": "k", "KEHEH": "k", "GAF": "g", "LAM": "l", "MEEM": "m", "NOON": "n",
    "NOON GHUNNA": "n", "WAW": "o", "YEH": "i", "FARSI YEH": "i", "YEH BARREE": "e",
}  # fmt: skip
# A vowel inside a word, a consonant where it begins one.
_AT_FIRST = {"WAW": "w", "YEH": "y", "FARSI YEH": "y"}
_INDIC = ("GURMUKHI", "DEVANAGARI", "GUJARATI", "BENGALI")
_NASAL = ("TIPPI", "SIGN BINDI", "SIGN ANUSVARA", "SIGN CANDRABINDU")
_HELD_TOGETHER = "\u200c\u200d"


def latin(text: str) -> str:
    """Return text in lower case with the letters of other scripts in Latin ones.

    Letters of scripts that are not known here stay as they are.
    """
    if text.isascii():
        return text
    written = ""
    for letter in text:
        if letter not in _HELD_TOGETHER:
            written = _after(written, letter)
    return " ".join(word.removesuffix("ʌ") for word in written.split(" ")).replace("ʌ", "a")


def _after(written: str, letter: str) -> str:
    """Return what is written so far with one letter more. ʌ is an a that nobody wrote."""
    if letter in _CYRILLIC:
        return written + _CYRILLIC[letter]
    script, rest = _named(letter)
    if script == "ARABIC":
        begins = not written[-1:].isalpha()
        return written + ((begins and _AT_FIRST.get(rest)) or _ARABIC.get(rest, letter))
    if script in _INDIC:
        return _after_indic(written, rest, letter)
    return written + letter


def _after_indic(written: str, name: str, letter: str) -> str:
    if name == "SIGN VIRAMA":
        return written.removesuffix("ʌ")
    if name in _NASAL:
        return written + "n"
    if name.startswith("VOWEL SIGN "):
        return written.removesuffix("ʌ") + _vowel(name.removeprefix("VOWEL SIGN "))
    if not name.startswith("LETTER "):
        return written if unicodedata.category(letter).startswith("M") else written + letter
    sound = name.removeprefix("LETTER ").removeprefix("VOCALIC ").lower()
    if sound[0] in "aeiou":
        return written + _vowel(sound)
    # TTA, DDA and NNA are said further back in the mouth; English writes one letter.
    plain = sound.removesuffix("a").replace("c", "ch").replace("chh", "ch")
    return written + (plain[1:] if plain[:1] == plain[1:2] else plain) + "ʌ"


def _vowel(name: str) -> str:
    return name.lower()[:2] if name.lower() in ("ai", "au") else name.lower()[:1]


@lru_cache(maxsize=1024)
def _named(letter: str) -> tuple[str, str]:
    script, _, rest = unicodedata.name(letter, "").partition(" ")
    return script, rest.removeprefix("LETTER ") if script == "ARABIC" else rest
