"""The file that tells a data officer what was refused and why: CSV, inert, for their eyes only."""

import csv
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

# A spreadsheet takes a cell that begins with one of these for a formula.
_FORMULA_BEGINS = ("=", "+", "-", "@", "\t", "\r", "\n")


class Write(Protocol):
    """Writes one line of a problem file."""

    def __call__(self, cells: Sequence[object], /) -> None: ...


@contextmanager
def problem_file(path: Path, columns: Sequence[str]) -> Iterator[Write]:
    """Have a file that this user alone may read, and write lines into it as they come."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    # The mark at the start tells spreadsheets that this is UTF-8.
    with os.fdopen(handle, "w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        yield lambda cells: writer.writerow([inert(str(cell)) for cell in cells])


def inert(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA_BEGINS) else cell
