"""What people are told when something cannot be done: what happened, and what to do now."""

from typing import NamedTuple


class ErrorWords(NamedTuple):
    """The heading of an error page and the sentence under it."""

    title: str
    words: str


_WORDS = {
    400: ErrorWords(
        "We could not read that form", "Go back, check what you entered and send it again."
    ),
    403: ErrorWords(
        "You cannot open this page", "Your role does not include it. Nothing was changed."
    ),
    404: ErrorWords("Page not found", "It does not exist, or it is not yours to see."),
    409: ErrorWords(
        "Somebody else has changed this",
        "Nothing of yours was saved. Go back, load the page again and look at what it says now.",
    ),
    413: ErrorWords(
        "That is too large",
        "A form may hold about 2 MB of text. Nothing was saved; go back to find what you typed.",
    ),
    429: ErrorWords(
        "Too many attempts", "Wait 5 minutes, then try again. Nothing else has been locked."
    ),
    500: ErrorWords(
        "Something went wrong",
        "Nothing was saved. Go back to find what you typed, and try again.",
    ),
}


def error_words(status: int) -> ErrorWords:
    """Return the words for a status; for one that has none of its own, those of 500 or 400."""
    return _WORDS.get(status) or _WORDS[500 if status >= 500 else 400]
