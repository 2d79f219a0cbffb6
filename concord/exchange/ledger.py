"""What becomes of each element of a standard: where Concord keeps it, or why it does not."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Kept:
    """An element that is kept, and in which column or columns (app.Model.field)."""

    at: str
    note: str = ""


@dataclass(frozen=True)
class Left:
    """An element that is deliberately not kept, and the reason in plain English."""

    because: str


Ledger = Mapping[str, Kept | Left]


def as_page(title: str, begins: str, parts: Iterable[tuple[str, Ledger]]) -> str:
    """Return a ledger as a page of documentation: one table for each part of a standard."""
    lines = [f"# {title}", "", begins]
    for heading, ledger in parts:
        lines += ["", f"## {heading}", "", "| element | kept at | or not kept, because |"]
        lines += ["|---|---|---|", *(_row(name, what) for name, what in ledger.items())]
    return "\n".join(lines) + "\n"


def _row(name: str, what: Kept | Left) -> str:
    if isinstance(what, Left):
        return f"| {name} | | {what.because} |"
    note = f" ({what.note})" if what.note else ""
    return f"| {name} | `{what.at}`{note} | |"
