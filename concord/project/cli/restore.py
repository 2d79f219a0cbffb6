"""`concord restore`: go back to a backup."""

import dataclasses
from datetime import datetime
from pathlib import Path

import click

from concord.project.backup.drill import choose
from concord.project.backup.manifest import Manifest
from concord.project.backup.places import Store, open_store
from concord.project.backup.restoring import restore as put_back
from concord.project.backup.restoring import unpack
from concord.project.cli.endings import FAILED
from concord.project.cli.restore_drill import tell_proofs
from concord.project.database.connections import is_given
from concord.project.database.places import files_folder, state_folder
from concord.project.serving.mode import settle_mode
from concord.project.setup.progress import step
from concord.project.troubles import Trouble

_AFTERWARDS = """\
Restored. What was there before lies beside it, in folders called before-….
Everybody has to sign in again. Messages and other work that was waiting is held back:
see what, and let it go or drop it, with concord release-outbox.
Take a backup now: concord backup"""
_BY_HAND = """\
The dump is {dump}, in clear: delete it when it is done with. Into an empty database that the
roles exist for, restore it in this order, or the audit log is sealed twice:
  for part in pre-data data post-data; do
    pg_restore --exit-on-error --section=$part --dbname=… {dump}
  done"""


@click.command()
@click.argument("name", default="")
@click.option("--until", default="", metavar="TIME", help="As of 2026-11-23T14:05:00+00:00.")
@click.option("--from-dump", is_flag=True, help="Use the dump: for another version of PostgreSQL.")
@click.option("--to", "target", type=click.Path(path_type=Path), help="Only unpack the dump there.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_context
def restore(
    context: click.Context, name: str, until: str, from_dump: bool, target: Path | None, yes: bool
) -> None:
    """Go back to a backup.

    NAME is one that concord backups lists; without it, the newest, and everything that was written
    since as far as it was taken along. It is proved first, and put in place only if it is sound.
    Nothing is deleted.
    """
    settle_mode()
    store = open_store(state_folder())
    manifest = choose(store, name, until=_instant(until))
    if target:
        click.echo(_BY_HAND.format(dump=unpack(store, manifest, target)))
        return
    if is_given():
        raise Trouble(
            "The database is one that you brought. Unpack the dump, with: concord restore --to "
            "FOLDER. Going back to a moment is the work of whoever runs the database."
        )
    if not yes:
        moment = f"to {until}" if until else f"to the backup {manifest.name} and what followed it"
        click.confirm(f"Go back {moment}, instead of what is in use now?", abort=True)
    if from_dump:
        manifest = dataclasses.replace(manifest, first_piece="")
    if not _put_back(store, manifest, _instant(until)):
        click.echo("Nothing was changed.", err=True)
        context.exit(FAILED)
    click.echo(_AFTERWARDS)


def _put_back(store: Store, manifest: Manifest, until: str) -> bool:
    state = state_folder()
    with step("Restoring a backup") as say:
        files = files_folder(state)
        proofs, line = put_back(state, files, store, manifest, until=until, say=say)
    tell_proofs(manifest.name, line, proofs)
    return all(each.sound for each in proofs)


def _instant(until: str) -> str:
    if not until:
        return ""
    try:
        moment = datetime.fromisoformat(until)
    except ValueError as error:
        said = "Write it as 2026-11-23T14:05:00+00:00."
        raise click.BadParameter(said, param_hint="--until") from error
    return moment.astimezone().isoformat()
