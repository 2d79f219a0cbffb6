"""A release is put in while people work: no migration may lock them out or break what still runs.

Expand, migrate, contract: a column is added empty, filled, and only a later release relies on it or
drops the old one. Two linters that know PostgreSQL's locks read every migration.
"""

import io
import subprocess
import sysconfig
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connections
from django.db.migrations.loader import MigrationLoader
from django_migration_linter import MigrationLinter

SQUAWK = Path(sysconfig.get_path("scripts")) / "squawk"
# Waiting is bounded for every migration alike, by the connection that runs them.
BOUNDED = "require-lock-timeout,require-statement-timeout"
OURS = sorted(
    key
    for key, migration in MigrationLoader(None).disk_migrations.items()
    if migration.__module__.startswith("concord.")
)


def complaints(sql: str) -> str:
    """Return what squawk says of SQL that a running service has to live through."""
    command = [SQUAWK, "--pg-version=15", "--reporter=gcc", f"--exclude={BOUNDED}"]
    found = subprocess.run(command, input=sql, capture_output=True, text=True, check=False)
    return found.stdout


def sql_of(app: str, name: str) -> str:
    said = io.StringIO()
    call_command("sqlmigrate", app, name, stdout=said, skip_checks=True, no_color=True)
    return said.getvalue()


@pytest.mark.parametrize(("app", "name"), OURS)
def test_a_migration_locks_nobody_out(db, app, name):
    assert complaints(sql_of(app, name)) == ""


def test_a_migration_breaks_nothing_that_still_runs(db):
    linter = MigrationLinter(
        str(Path(__file__).resolve().parents[2]),
        include_apps=sorted({app for app, _ in OURS}),
        no_cache=True,
        no_output=True,
    )
    linter.lint_all_migrations()
    assert linter.nb_total >= len(OURS)
    assert not linter.has_errors


@pytest.mark.parametrize(
    ("sql", "fault"),
    [
        ('ALTER TABLE "person" ADD COLUMN "shoe" text NOT NULL;', "adding-required-field"),
        ('ALTER TABLE "person" RENAME COLUMN "a" TO "b";', "renaming-column"),
        ('CREATE INDEX "i" ON "person" ("a");', "require-concurrent-index-creation"),
        ('ALTER TABLE "person" ALTER COLUMN "a" TYPE text;', "changing-column-type"),
        ('ALTER TABLE "person" DROP COLUMN "a";', "ban-drop-column"),
    ],
)
def test_a_migration_that_would_is_found(sql, fault):
    assert fault in complaints(sql)


def test_a_migration_does_not_wait_for_a_lock_for_long():
    assert "lock_timeout" in connections.settings["owner"]["OPTIONS"]["options"]
