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
# A length is a rule that the database keeps too, and lengthening it rewrites nothing; what counts
# versions and years will not reach two thousand million.
OF_TASTE = "prefer-text-field,prefer-bigint-over-int,prefer-bigint-over-smallint"
# What was put in before anything was released, so before anybody could be locked out or broken.
BEFORE_THE_FIRST_RELEASE = {
    ("access", "0003_emergency"),
    ("access", "0006_role_matrix"),
    ("accounts", "0002_epoch_and_keepers_of_people"),
    ("audit", "0002_field_history"),
    ("oversight", "0003_hours"),
    ("oversight", "0005_neighbours"),
    ("safekeeping", "0004_kept_pages"),
    ("sittings", "0001_initial"),
    ("subjects", "0004_search_keys"),
    ("subjects", "0009_person_details"),
    ("subjects", "0012_sealed_addresses"),
}
OURS = sorted(
    key
    for key, migration in MigrationLoader(None).disk_migrations.items()
    if migration.__module__.startswith("concord.")
)


def complaints(sql: str) -> str:
    """Return what squawk says of SQL that a running service has to live through."""
    command = [SQUAWK, "--pg-version=15", "--reporter=gcc", f"--exclude={BOUNDED},{OF_TASTE}"]
    found = subprocess.run(command, input=sql, capture_output=True, text=True, check=False)
    return found.stdout


def sql_of(app: str, name: str) -> str:
    """Return the SQL of a migration, as the owner of the tables runs it: nobody else's has any."""
    said = io.StringIO()
    where = {"database": "owner", "stdout": said, "skip_checks": True, "no_color": True}
    call_command("sqlmigrate", app, name, **where)
    return said.getvalue()


def statements(sql: str) -> list[str]:
    """Return the lines that do something."""
    frame = ("--", "BEGIN;", "COMMIT;")
    return [line for line in sql.splitlines() if line and not line.startswith(frame)]


@pytest.mark.django_db(databases=["owner"])
@pytest.mark.parametrize(("app", "name"), OURS)
def test_a_migration_locks_nobody_out(app, name):
    sql = sql_of(app, name)
    # Only rows are changed, or nothing.
    said = ("-- (no-op)", "THIS OPERATION CANNOT BE WRITTEN AS SQL")
    assert statements(sql) or any(words in sql for words in said)
    if (app, name) not in BEFORE_THE_FIRST_RELEASE:
        assert complaints(sql) == ""


@pytest.mark.django_db(databases=["owner"])
def test_a_migration_breaks_nothing_that_still_runs():
    linter = MigrationLinter(no_cache=True, no_output=True, database="owner")
    on_disk = MigrationLoader(None).disk_migrations
    for key in OURS:
        if key not in BEFORE_THE_FIRST_RELEASE:
            linter.lint_migration(on_disk[key])
    assert linter.nb_total == len(OURS) - len(BEFORE_THE_FIRST_RELEASE)
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
