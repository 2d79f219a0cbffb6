"""What came of a census: counts, and row by row what was refused and why."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from concord.exchange.cin_census.records import Header, Problem
from concord.exchange.problem_file import problem_file

_COLUMNS = ("Row", "LA child ID", "Column", "Value", "Refused", "Reason")


@dataclass
class CensusReport:
    """What a census holds and what loading it did, or would do."""

    header: Header
    loaded: bool
    children_new: int = 0
    children_known: int = 0
    children_changed: int = 0
    children_refused: int = 0
    episodes_new: int = 0
    episodes_changed: int = 0
    episodes_unchanged: int = 0
    problems: list[Problem] = field(default_factory=list)

    @property
    def children_read(self) -> int:
        """How many children the file holds."""
        return self.children_new + self.children_known + self.children_refused

    @property
    def changes_nothing(self) -> bool:
        """Whether everything in the file is on the register already."""
        return not (
            self.children_new or self.children_changed or self.episodes_new or self.episodes_changed
        )

    def lines(self) -> list[str]:
        """Return the report in sentences, for a screen."""
        done = "" if self.loaded else "would be "
        refused = [problem for problem in self.problems if problem.refused]
        return [
            f"Children in need census {self.header.year} of authority {self.header.authority},"
            f" as of {self.header.reference_on}: {self.children_read} children",
            *self._written_by(),
            f"Children {done}added: {self.children_new}",
            f"Children known already: {self.children_known}, of whom {done}changed:"
            f" {self.children_changed}",
            f"Children {done}refused: {self.children_refused}",
            f"Episodes {done}added: {self.episodes_new}; {done}changed: {self.episodes_changed};"
            f" already the same: {self.episodes_unchanged}",
            f"Fields, episodes and children refused: {len(refused)};"
            f" kept with a warning: {len(self.problems) - len(refused)}",
            "A census holds no names: children are shown by their ID until somebody names them.",
        ]

    def _written_by(self) -> list[str]:
        header = self.header
        told = [
            f"by {header.software}" if header.software else "",
            f"at {header.written_at}" if header.written_at else "",
            f"serial number {header.serial_no}" if header.serial_no else "",
        ]
        return [f"Written {', '.join(filter(None, told))}"] if any(told) else []


def write_problems(problems: Iterable[Problem], path: Path) -> Path:
    """Write what was refused as CSV with inert cells, and return the path."""
    with problem_file(path, _COLUMNS) as write:
        for problem in problems:
            write(_cells(problem))
    return path


def _cells(problem: Problem) -> tuple[object, ...]:
    what = problem.refused.capitalize() or "Nothing (warning)"
    return (
        problem.row,
        problem.la_child_id,
        problem.column,
        problem.value,
        what,
        problem.reason,
    )
