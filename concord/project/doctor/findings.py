"""What the doctor says: a line per thing looked at."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum


class Grade(Enum):
    """How serious a finding is."""

    OK = "ok"
    WARNING = "warning"
    MUST_CHANGE = "must change"


@dataclass(frozen=True)
class Finding:
    """One thing looked at, what was found, and what to do about it."""

    grade: Grade
    subject: str
    found: str
    remedy: str = ""


def fine(subject: str, found: str) -> Finding:
    """Return a finding that asks for nothing."""
    return Finding(Grade.OK, subject, found)


def warning(subject: str, found: str, remedy: str) -> Finding:
    """Return a finding that somebody should look at."""
    return Finding(Grade.WARNING, subject, found, remedy)


def must_change(subject: str, found: str, remedy: str) -> Finding:
    """Return a finding that has to be put right before production."""
    return Finding(Grade.MUST_CHANGE, subject, found, remedy)


def graded(subject: str, found: str, remedy: str, *, good: bool) -> Finding:
    """Return a finding that is fine or must change."""
    return fine(subject, found) if good else must_change(subject, found, remedy)


def report(findings: Iterable[Finding]) -> str:
    """Return the findings as lines of text, each remedy beneath its finding."""
    lines = []
    for each in findings:
        lines.append(f"{each.grade.value:<12} {each.subject}: {each.found}")
        if each.remedy:
            lines.append(f"{'':<12}   → {each.remedy}")
    return "\n".join(lines)


def exit_code(findings: Iterable[Finding], *, production: bool) -> int:
    """Return 1 when a production installation has something that must change, else 0."""
    urgent = any(each.grade is Grade.MUST_CHANGE for each in findings)
    return 1 if production and urgent else 0
