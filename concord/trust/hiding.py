"""Text put into a box to be worded anew: protected addresses stay hidden, and are not lost.

Each is replaced by a numbered mark. Whoever leaves the mark where it stands keeps the address as
it was written; whoever takes the mark out has taken the address out (domain.md 9.3).
"""

from collections.abc import Callable

Passages = Callable[[str], list[str]]
_passages: list[Passages] = []


def contribute(passages: Passages) -> None:
    """Lend the function that finds the protected passages of a text, in their order."""
    _passages[:] = [passages]


def hidden(text: str) -> str:
    """Return a text with a mark in the place of each protected passage."""
    kept, rest = "", text
    for mark, passage in _marks(text):
        before, _, rest = rest.partition(passage)
        kept += before + mark
    return kept + rest


def unhidden(typed: str, original: str) -> str:
    """Return what was typed with the passages of the original where their marks still stand."""
    for mark, passage in _marks(original):
        typed = typed.replace(mark, passage)
    return typed


def _marks(text: str) -> list[tuple[str, str]]:
    found = [passage for passages in _passages for passage in passages(text)]
    return [(f"[protected address {number}]", one) for number, one in enumerate(found, 1)]
