"""What is in the database: is it up to date, who is in it, is its log anchored?"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from concord.project.cli.installation import waiting_migrations
from concord.project.doctor.anchor import anchors_file, read_anchor
from concord.project.doctor.findings import Finding, fine, graded, must_change, warning

_MONTHS_OF_HOLIDAYS = 12
_OVERDUE = """
    select count(*) filter (where gave_up_at is null and held_at is null
                            and due_at < now() - interval '1 minute'),
           count(*) filter (where gave_up_at is not null and error <> 'dropped by the operator')
    from jobs_job where done_at is null
"""


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
    yield _anchored_elsewhere(state)
    yield _worker(connections)
    yield _held()


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


def _anchored_elsewhere(state: Path) -> Finding:
    subject, path = "Storage of anchors", anchors_file(state)
    if path.parent == state or (path.exists() and path.stat().st_dev == state.stat().st_dev):
        found = f"{path} is on the same disk as the installation"
        remedy = "Name a file on another machine's storage in CONCORD_AUDIT_ANCHORS."
        return warning(subject, found, remedy)
    return fine(subject, f"{path} is elsewhere")


def _worker(connections: Any) -> Finding:
    with connections["default"].cursor() as cursor:
        cursor.execute(_OVERDUE)
        overdue, given_up = cursor.fetchone()
    remedy = "Is concord serve running? Its log jobs.log says why not."
    if overdue:
        return must_change("Worker", f"{overdue} jobs have waited for over a minute", remedy)
    if given_up:
        return warning("Worker", f"{given_up} jobs were given up after eight attempts", remedy)
    return fine("Worker", "no job waits")


def _held() -> Finding:
    from concord.engines.jobs.outbox import held_jobs

    if held := sum(held_jobs().values()):
        found = f"{held} jobs are held back since a backup was restored"
        return warning("Outbox", found, "See them, and release or drop: concord release-outbox")
    return fine("Outbox", "nothing is held back")
