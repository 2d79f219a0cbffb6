"""Rows that are in a file twice, and people of whom two rows say different things.

Remembered by hashes alone, some hundred bytes for a row: a file of any length stays in memory.
"""

from dataclasses import replace
from datetime import date

from concord.exchange.rows import FileRow, Problem, Refused, SaidPerson


class Repeats:
    """What the rows so far have said."""

    def __init__(self) -> None:
        self._rows: dict[int, int] = {}
        self._born: dict[int, tuple[int, date]] = {}

    def checked(self, row: FileRow) -> FileRow:
        """Return a row as it is, or refused: because it is a repeat, or contradicts another."""
        if row.person is None:
            return row
        same = self._rows.setdefault(hash((row.sheet, row.person)), row.row)
        if same != row.row:
            return _left_out(row, f"Row {same} says exactly the same: this one is left out.", "")
        return self._against(row, row.person)

    def _against(self, row: FileRow, person: SaidPerson) -> FileRow:
        if person.born_on is None:
            return row
        for number in person.numbers:
            first, born_on = self._born.setdefault(
                hash((row.sheet, number.type, number.value)), (row.row, person.born_on)
            )
            if born_on != person.born_on:
                reason = (
                    f"Row {first} has the same number ({number.value}) and another birth date,"
                    f" {born_on:%d/%m/%Y}. Find out which is right, and who the number belongs to."
                )
                return _left_out(row, reason, "row", f"{person.born_on:%d/%m/%Y}")
        return row


def _left_out(row: FileRow, reason: str, refused: Refused, value: str = "") -> FileRow:
    key = row.person.key if row.person else ""
    problem = Problem(row.sheet, row.row, key, "", value, reason, refused)
    return replace(row, person=None, problems=(*row.problems, problem))
