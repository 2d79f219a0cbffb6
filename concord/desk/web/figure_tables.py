"""Turn what was counted into the tables that a reader may see: as counted, or as published."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from concord.casework.tracking.measures import TrackedMonth
from concord.engines.documents.tables import Table
from concord.engines.statistics.arithmetic import change
from concord.engines.statistics.disclosure import publish
from concord.engines.statistics.tables import WITHHELD, MonthCounts
from concord.kernel.levels import TRACKED_LEVELS

Row = dict[str, Any]


def open_rows(counted: Sequence[TrackedMonth]) -> list[Row]:
    """Return every month but the first as counted, each number leading to the list behind it."""
    return [
        {
            "month": row.month,
            "cells": [_linked(row, level.value, count) for level, count in row.by_level.items()],
            "total": _linked(row, "all", row.total),
            "starts": row.starts,
            "ends": row.ends,
        }
        for row in counted[1:]
    ]


def public_rows(counted: Sequence[TrackedMonth], *, threshold: int) -> list[Row]:
    """Return every month but the first as it may be published (domain.md 8.2)."""
    table = [MonthCounts(tuple(row.by_level.values()), row.starts, row.ends) for row in counted]
    published = publish(table, threshold=threshold)
    return [
        {
            "month": row.month,
            "cells": [_plain(part) for part in shown.parts],
            "total": _plain(shown.total),
            "starts": _plain(shown.starts)["text"],
            "ends": _plain(shown.ends)["text"],
        }
        for row, shown in zip(counted[1:], published[1:], strict=True)
    ]


def movement(rows: Sequence[Row]) -> str:
    """Return how the number of children moved over a table, or nothing where it is withheld."""
    first, last = rows[0], rows[-1]
    before, after = first["total"]["count"], last["total"]["count"]
    if len(rows) < 2 or before is None or after is None:
        return ""
    percent = change(before, after)
    moved = f"{after - before:+,}" + ("" if percent is None else f", {percent:+.1f}%")
    moved = moved.replace("-", "−")
    return (
        f"From {before:,} at the end of {first['month'].label} to {after:,} at the end of"
        f" {last['month'].label} ({moved})."
    )


def as_table(rows: Sequence[Row], *, notes: Sequence[str] = ()) -> Table:
    """Return the table of the page as one that leaves: the same cells, also what is withheld."""
    columns = ["Month", *(level.label for level in TRACKED_LEVELS), "All", "Starts", "Ends"]
    cells = [
        [
            str(row["month"]),
            *(cell["text"] for cell in (*row["cells"], row["total"])),
            row["starts"],
            row["ends"],
        ]
        for row in rows
    ]
    return Table("Children tracked", columns, cells, notes)


def _linked(row: TrackedMonth, level: str, count: int) -> Row:
    href = reverse("desk:insight_list", args=[str(row.month), level]) if count else ""
    return {"count": count, "text": count, "href": href}


def _plain(count: int | None) -> Row:
    return {"count": count, "text": WITHHELD if count is None else count, "href": ""}
