"""What leaves linking as tables: who is in a group with whom, and every pair with its reasons."""

import os
from collections.abc import Iterable
from pathlib import Path

from concord.engines.documents.outgoing import Redactor
from concord.engines.documents.tables import Table, as_csv
from concord.exchange.linking.finding import Found, Match
from concord.exchange.linking.reading import People

_RECORDS = ("Person", "File", "Row", "Reference", "Name", "Records of this person")
_PAIRS = ("File", "Row", "Reference", "Name", "File", "Row", "Reference", "Name", "Likeness",
          "Weight in bits", "Probability", "For", "Against", "Put together")  # fmt: skip
_PROBLEMS = ("File", "Row", "Reference", "Column", "Value", "What to do")
_WORTH_SAYING = 0.5


def records_of(found: Found, redact: Redactor) -> bytes:
    """Return every record with the number of the person it was put to, as CSV with inert cells."""
    rows = [
        (number, entry.source, entry.row, redact(entry.key), redact(entry.name), len(members))
        for number, members in enumerate(found.groups, start=1)
        for entry in members
    ]
    return as_csv(Table("Records", _RECORDS, rows))


def pairs_of(found: Found, redact: Redactor) -> bytes:
    """Return every pair that looks alike, the likeliest first, as CSV with inert cells."""
    return as_csv(Table("Pairs", _PAIRS, [_pair(match, redact) for match in found.matches]))


def problems_of(files: Iterable[People], redact: Redactor) -> bytes:
    """Return everything in the files that could not be used, and what to do, as CSV."""
    rows = [
        (file.place_of(one), one.row, redact(one.key), one.column, redact(one.value), one.reason)
        for file in files
        for one in file.problems
    ]
    return as_csv(Table("Problems", _PROBLEMS, rows))


def write_private(path: Path, data: bytes) -> None:
    """Write a file that this user alone may read; never over one that is there."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)


def _pair(match: Match, redact: Redactor) -> tuple[str | int | float, ...]:
    ends = [
        cell
        for one in (match.left, match.right)
        for cell in (one.source, one.row, redact(one.key), redact(one.name))
    ]
    parts = sorted(match.finding.parts, key=lambda part: -abs(part.weight))
    speaking = [part for part in parts if abs(part.weight) > _WORTH_SAYING]
    return (
        *ends,
        match.strength.label,
        round(match.finding.weight, 2),
        round(match.finding.probability, 4),
        "; ".join(part.words for part in speaking if part.weight > 0),
        "; ".join(part.words for part in speaking if part.weight < 0),
        "yes" if match.is_joined else "no",
    )
