"""Values separated by commas, semicolons, tabs or bars, in whatever encoding the sender's program
chose.
"""

import codecs
import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from concord.exchange.rows import FileUnreadable
from concord.exchange.sheets.grid import MOST_COLUMNS, About, Book, Cell

DELIMITERS = ",;\t|"
_SAMPLE = 64_000
_LONGEST_CELL = 100_000
_PIECE = 1_000_000
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Undefined in cp1252: whoever meets one of these has another encoding, or no text at all.
_NO_TEXT = "\0"


@dataclass(frozen=True)
class SeparatedSheet:
    """The one sheet of a file of separated values."""

    path: Path
    about: About
    name: str = "Sheet1"

    def rows(self) -> Iterator[tuple[int, list[Cell]]]:
        """Yield the rows that hold anything. The number is that of the row, not of the line."""
        csv.field_size_limit(_LONGEST_CELL)
        with self.path.open(encoding=self.about.encoding, newline="") as file:
            lines = csv.reader(file, delimiter=self.about.delimiter)
            try:
                for number, row in enumerate(lines, start=1):
                    if any(cell.strip() for cell in row):
                        yield number, [cell or None for cell in row[:MOST_COLUMNS]]
            except (csv.Error, UnicodeDecodeError) as error:
                raise FileUnreadable(
                    f"The file cannot be read beyond line {lines.line_num}: there may be a"
                    " quotation mark too many. Open it, save it again as “CSV UTF-8” and try again."
                ) from error


def open_separated(path: Path) -> Book:
    """Open a file of separated values. Raise FileUnreadable for what is none."""
    encoding, notes = _encoding_of(path)
    with path.open(encoding=encoding, newline="") as file:
        sample = file.read(_SAMPLE)
    if _NO_TEXT in sample or not sample.strip():
        raise FileUnreadable("The file holds no text. Save it as Excel (xlsx) or CSV.")
    about = About(encoding, _delimiter_of(sample), notes=notes)
    return Book(about, [SeparatedSheet(path, about)])


def _encoding_of(path: Path) -> tuple[str, tuple[str, ...]]:
    with path.open("rb") as file:
        start = file.read(4096)
    for mark, encoding in _MARKS:
        if start.startswith(mark):
            return encoding, ()
    # UTF-16 without its mark: every other byte of English text is nought.
    if len(start) > 3 and start[1::2].count(0) > len(start) // 4:
        return "utf-16-le", ()
    if len(start) > 3 and start[::2].count(0) > len(start) // 4:
        return "utf-16-be", ()
    if _is_utf_8(path):
        return "utf-8", ()
    return "cp1252", (
        "The file is not in UTF-8: it was read as Windows Western European. Check names with"
        " accents. Saving as “CSV UTF-8” avoids the question.",
    )


def _is_utf_8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        try:
            while piece := file.read(_PIECE):
                decoder.decode(piece)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def _delimiter_of(sample: str) -> str:
    """Return what separates most lines into the same number of cells, more than one."""
    best, most = ",", (0, 0)
    lines = sample.splitlines()[:50]
    for delimiter in DELIMITERS:
        widths = Counter(len(row) for row in csv.reader(lines, delimiter=delimiter) if len(row) > 1)
        if widths:
            width, agree = widths.most_common(1)[0]
            if (agree, width) > most:
                best, most = delimiter, (agree, width)
    return best
