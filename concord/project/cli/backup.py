"""`concord backup` and `concord backups`: take a backup, and say which there are."""

import click

from concord.project.backup.places import open_store, taken_at
from concord.project.backup.taking import KEEP, take_backup
from concord.project.cli.installation import installation
from concord.project.database.connections import is_given
from concord.project.database.places import state_folder
from concord.project.setup.progress import step

_NOT_OURS = (
    "The database is one that you brought: this backup is a dump of it with the attached files. "
    "Copies of its cluster and of its write-ahead log, and with them losing no more than a minute, "
    "are the work of whoever runs it."
)


@click.command()
@click.option(
    "--keep",
    default=KEEP,
    show_default=True,
    type=click.IntRange(1, 3_650),
    help="How many backups to keep; older ones are removed.",
)
def backup(keep: int) -> None:
    """Take a sealed backup.

    It holds a copy of the database's files, a dump, and the attached files, in the folder that
    CONCORD_BACKUPS names. No key is in it. Prove it with: concord restore-drill
    """
    from django.conf import settings

    with installation(may_make=False):
        with step("Taking a backup") as say:
            taken = take_backup(state_folder(), settings.FILES_FOLDER, keep=keep, say=say)
        click.echo(f"Backup {taken.name} in {open_store(state_folder()).folder}")
        for part, size in taken.sizes.items():
            click.echo(f"  {part.removesuffix('.sealed')}: {size / 1e6:,.1f} MB")
        click.echo(f"  {sum(taken.rows.values()):,} rows, {len(taken.files):,} attached files")
        click.echo(f"  audit log up to {taken.audit_line}:{taken.audit_hash}")
        if is_given():
            click.echo(_NOT_OURS)


@click.command()
def backups() -> None:
    """List the backups, the oldest first."""
    store = open_store(state_folder())
    for name in store.names():
        click.echo(f"{name}  {taken_at(name):%-d %B %Y, %H:%M} UTC")
    if not store.names():
        click.echo(f"There is none in {store.folder}.")
