"""Which passwords are too easily thought of here, besides those that are common everywhere."""

import re
import unicodedata

from django.conf import settings
from django.core.exceptions import ValidationError

# What people here would think of first (ASVS V6.1.2). The partnership's own name is added.
WORDS_OF_THE_WORK = (
    "concord", "safeguarding", "partnership", "exploitation", "children", "child", "services",
    "social", "worker", "police", "council", "school", "health", "meeting", "referral", "welcome",
    "password", "changeme", "letmein", "spring", "summer", "autumn", "winter", "monday",
)  # fmt: skip
# So much must be left when those words are taken out.
MUST_BE_LEFT = 8


class WordsOfTheWork:
    """Refuse a password that is little more than words of our work and digits (ASVS V6.2.11)."""

    def validate(self, password: str, user: object = None) -> None:
        """Raise ValidationError when too little is left without such words, digits and signs."""
        found, left = without_words(password, settings.PARTNERSHIP_NAME)
        if found and len(left) < MUST_BE_LEFT:
            raise ValidationError(self.get_help_text(), code="words_of_the_work")

    def get_help_text(self) -> str:
        """Return what to do instead."""
        return "Use words that have nothing to do with your work, and more than digits"


def without_words(password: str, partnership: str) -> tuple[bool, str]:
    """Return whether a password holds words of the work, however spelt, and what else it holds.

    Digits that look like letters are taken for them; other digits and signs are decoration.
    """
    plain = unicodedata.normalize("NFKC", password).casefold()
    plain = plain.translate(str.maketrans("013457@$", "oieastas"))
    words = {*WORDS_OF_THE_WORK, *re.findall(r"\w{4,}", partnership.casefold())}
    left = plain
    for word in sorted(words, key=len, reverse=True):
        left = left.replace(word, "")
    return left != plain, "".join(one for one in left if one.isalpha())
