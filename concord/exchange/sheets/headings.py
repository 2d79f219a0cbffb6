"""Where the headings of a sheet are: not always in the first row, and not always in one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from concord.exchange.sheets.cells import text_of
from concord.exchange.sheets.columns import Meaning, of_heading
from concord.exchange.sheets.grid import Cell, Merged, Sheet, letter

MOST_BEFORE = 20
# Of headings that we know, so many make a row of headings; fewer, and the fullest row is taken.
_ENOUGH = 2
_TWICE = "{} / {}"


@dataclass(frozen=True)
class Headings:
    """The headings of the columns, and the number of the last row that they stand in."""

    names: tuple[str, ...]
    row: int


def headings_of(sheet: Sheet) -> Headings:
    """Return the headings of a sheet: one row, or two of which the upper one groups columns."""
    rows = list(islice(sheet.rows(), MOST_BEFORE))
    if not rows:
        return Headings((), 0)
    place = _best(rows)
    number, cells = rows[place]
    names = _texts(cells)
    if place and rows[place - 1][0] == number - 1 and _groups(rows[place - 1][1], cells):
        names = _under(_spread(rows[place - 1][1]), names)
    return Headings(_told_apart(names), number)


def _best(rows: Sequence[tuple[int, Sequence[Cell]]]) -> int:
    known = [sum(of_heading(text) != Meaning.IGNORE for text in _texts(cells)) for _, cells in rows]
    if max(known) >= _ENOUGH:
        return known.index(max(known))
    filled = [sum(isinstance(cell, str) for cell in cells) for _, cells in rows]
    return filled.index(max(filled))


def _groups(upper: Sequence[Cell], lower: Sequence[Cell]) -> bool:
    """Whether a row stands over groups of columns: merged cells, or fewer words than columns."""
    words = [text for text in _texts(upper) if text]
    merged = any(isinstance(cell, Merged) for cell in upper)
    beneath = sum(1 for text in _texts(lower) if text)
    return bool(words) and (merged or 1 < len(words) < beneath)


def _spread(cells: Sequence[Cell]) -> list[str]:
    """Return the words over each column: those of a merged cell count for all that it covers."""
    spread: list[str] = []
    for cell in cells:
        covered = isinstance(cell, Merged) and bool(spread)
        spread.append(spread[-1] if covered else text_of(cell).value or "")
    return spread


def _under(upper: list[str], lower: list[str]) -> list[str]:
    width = max(len(upper), len(lower))
    pairs = (
        (upper[at] if at < len(upper) else "", lower[at] if at < len(lower) else "")
        for at in range(width)
    )
    return [_TWICE.format(*pair) if all(pair) else pair[1] or pair[0] for pair in pairs]


def _texts(cells: Iterable[Cell]) -> list[str]:
    return [text_of(cell).value or "" for cell in cells]


def _told_apart(names: Sequence[str]) -> tuple[str, ...]:
    """Return headings of which none is empty and no two are the same: a mapping is kept by them."""
    seen: dict[str, int] = {}
    told = []
    for column, name in enumerate(names):
        base = name[:120] or f"Column {letter(column)}"
        seen[base] = seen.get(base, 0) + 1
        told.append(base if seen[base] == 1 else f"{base} ({seen[base]})")
    return tuple(told)
