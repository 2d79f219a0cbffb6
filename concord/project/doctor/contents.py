"""What is in the database: is it up to date, who is in it, is its log anchored?"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from concord.project.cli.installation import waiting_migrations
from concord.project.doctor.anchor import read_anchor
from concord.project.doctor.findings import Finding, fine, graded, must_change, warning

_MONTHS_OF_HOLIDAYS = 12


def examine_contents(connections: Any, state: Path, *, on: date) -> Iterator[Finding]:
    """Look at migrations, practice people, bank holidays and the anchor of the audit log."""
    if waiting := waiting_migrations():
        found = f"{len(waiting)} not run, the first is {waiting[0]}"
        yield must_change("Migrations", found, "Run: concord prepare")
        return
    yield fine("Migrations", "all run")
    yield _practice_people()
    yield _bank_holidays(on)
    yield _anchor(connections, state)


def _practice_people() -> Finding:
    from concord.trust.accounts.models import User

    count = User.objects.filter(practice=True).count()
    return graded(
        "Practice people",
        f"{count} can sign in in practice mode" if count else "none",
        "Start production with an empty database.",
        good=not count,
    )


def _bank_holidays(on: date) -> Finding:
    from concord.trust.reference.loading import months_of_bank_holidays_left

    months = months_of_bank_holidays_left(on)
    return graded(
        "Bank holidays",
        f"known for the next {months} months",
        "Deadlines would be wrong beyond that: upgrade Concord and run: concord prepare",
        good=months >= _MONTHS_OF_HOLIDAYS,
    )


def _anchor(connections: Any, state: Path) -> Finding:
    noted = read_anchor(state)
    remedy = "Run: concord verify-audit, regularly, and keep what it prints off this machine."
    if noted is None:
        return warning("Audit log", "its head has never been noted outside the database", remedy)
    line, digest = noted
    with connections["auditor"].cursor() as cursor:
        cursor.execute("select encode(hash, 'hex') from audit_seal where sequence = %s", [line])
        row = cursor.fetchone()
    if line and (row is None or row[0] != digest):
        return must_change("Audit log", f"line {line} is not as it was noted", remedy)
    return fine("Audit log", f"line {line} is as it was noted")
