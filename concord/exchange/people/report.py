"""What came of a file of people: counts for a screen. The problems go to a file of their own."""

from dataclasses import dataclass, field
from uuid import UUID

from concord.exchange.people.planning import Outcome, Plan
from concord.exchange.rows import Problem

COLUMNS = ("Sheet", "Row", "Reference", "Column", "Value", "Left out", "What to do")
MOST_SHOWN = 20


@dataclass
class FileReport:
    """What a file holds and what loading it did, or would do."""

    title: str
    # The load that brought it; None for a preview.
    load_id: UUID | None = None
    new: int = 0
    known: int = 0
    changed: int = 0
    unsure: int = 0
    refused: int = 0
    fields_refused: int = 0
    remarks: int = 0
    # The first of them; all are in the problem file.
    shown: list[Problem] = field(default_factory=list)

    @property
    def loaded(self) -> bool:
        """Whether it was loaded, and not only looked at."""
        return self.load_id is not None

    @property
    def read(self) -> int:
        """How many rows the file holds."""
        return self.new + self.known + self.unsure + self.refused

    @property
    def changes_nothing(self) -> bool:
        """Whether everybody in the file is on the register already, with all that it says."""
        return not (self.new or self.changed)

    def add(self, plan: Plan) -> None:
        """Count a row."""
        self.new += plan.outcome is Outcome.NEW
        self.known += plan.outcome is Outcome.KNOWN
        self.changed += plan.outcome is Outcome.KNOWN and bool(plan.numbers)
        self.unsure += plan.outcome is Outcome.UNSURE
        self.refused += plan.outcome is Outcome.REFUSED
        for problem in plan.problems:
            self.fields_refused += problem.refused == "field"
            self.remarks += not problem.refused
            if len(self.shown) < MOST_SHOWN:
                self.shown.append(problem)

    def lines(self) -> list[str]:
        """Return the report in sentences, for a screen."""
        done = "" if self.loaded else "would be "
        return [
            f"{self.title}: {self.read:,} rows",
            f"People {done}added: {self.new:,}",
            f"People known already: {self.known:,}, of whom {done}given more numbers:"
            f" {self.changed:,}",
            f"Rows for somebody to look at, because they may be about somebody known:"
            f" {self.unsure:,}",
            f"Rows {done}left out: {self.refused:,}",
            f"Cells {done}left out: {self.fields_refused:,}; remarks: {self.remarks:,}",
            *([f"In the audit log as load {self.load_id}"] if self.loaded else []),
        ]


def cells(problem: Problem) -> tuple[object, ...]:
    """Return a problem as a line of the problem file."""
    what = problem.refused.capitalize() or "Nothing (remark)"
    return (problem.sheet, problem.row or "", problem.key, problem.column, problem.value, what,
            problem.reason)  # fmt: skip
