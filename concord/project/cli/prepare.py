"""`concord prepare`: bring the database and the static files up to this release."""

import io
import sys

import click

from concord.project.cli.installation import installation
from concord.project.setup.progress import step
from concord.project.setup.static_files import collect_static_files


@click.command()
def prepare() -> None:
    """Bring the database up to this release.

    That is: tables, walls, rights of the roles, reference data, static files.

    Needs CONCORD_OWNER_DATABASE_URL where DATABASE_URL is set. Safe to run again.
    """
    with installation(prepared=False, may_make=True):
        click.echo(bring_up_to_date())


def bring_up_to_date() -> str:
    """Migrate, load reference data and gather static files; return what was added, in a line."""
    from django.core.management import call_command

    said = io.StringIO()
    with step("Preparing the database"):
        call_command("install", stdout=said)
    collect_static_files(sys.executable)
    return said.getvalue().strip()
