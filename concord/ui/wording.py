"""Put a question's label into an error message."""

from typing import Any

_OPTIONAL = " (optional)"


def as_subject(label: Any) -> str:
    """Return what begins a message: "Full name", or "Your answer" where the label is a question."""
    plain = _plain(label)
    return "Your answer" if not plain or plain.endswith("?") else plain


def as_object(label: Any) -> str:
    """Return what follows "Enter": "full name", or "an answer" where the label is a question."""
    plain = _plain(label)
    if not plain or plain.endswith("?"):
        return "an answer"
    # "NHS number" keeps its capitals.
    return plain if plain[:2].isupper() else plain[0].lower() + plain[1:]


def _plain(label: Any) -> str:
    return str(label or "").strip().removesuffix(_OPTIONAL)
