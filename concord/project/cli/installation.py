"""What nearly every command needs first: the mode, the database running, Django set up."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from concord.project.backup.keeping import take_along_quietly
from concord.project.database.own_cluster import running_database
from concord.project.database.places import files_folder, state_folder
from concord.project.serving.mode import settle_mode
from concord.project.setup.progress import step
from concord.project.troubles import Trouble


@contextmanager
def installation(*, prepared: bool = True, may_make: bool = False) -> Iterator[str]:
    """Run a block with this installation's database and Django; give it the mode.

    Raises Trouble when the database has not been brought up to this release, unless the block
    itself sees to that (`prepared=False`), and Missing when there is none, unless it may be made.
    """
    mode = settle_mode()
    with running_database(step=step, may_make=may_make):
        _set_up_django()
        if prepared and waiting_migrations():
            raise Trouble("The database is not up to date. Run: concord prepare")
        yield mode
        take_along_quietly(state_folder(), files_folder(state_folder()))


def waiting_migrations() -> list[str]:
    """Return the names of migrations that this release has and the database has not run."""
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connections["owner"])
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def _set_up_django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "concord.project.settings")
    import django

    django.setup()
