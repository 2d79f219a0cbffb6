"""`concord restore-drill`: prove a backup by restoring it, beside what is in use."""

from contextlib import ExitStack

import click

from concord.project.backup.drill import Drill, drill
from concord.project.backup.losing import Lost, present_state
from concord.project.backup.proving import Proof
from concord.project.cli.endings import FAILED
from concord.project.database.connections import backup_place, is_given
from concord.project.database.own_cluster import running_database
from concord.project.database.places import read_facts, state_folder
from concord.project.serving.mode import settle_mode
from concord.project.setup.progress import step


@click.command("restore-drill")
@click.argument("name", default="")
@click.pass_context
def restore_drill(context: click.Context, name: str) -> None:
    """Restore a backup to a database of its own and prove it.

    NAME is one that concord backups lists; without it, the newest. What is in use stays as it is.
    Exits with 1 when anything of the backup is not as it should be, or more than a minute would
    have been lost.
    """
    settle_mode()
    state = state_folder()
    with ExitStack() as running:
        present = None
        if is_given() or read_facts(state):
            running.enter_context(running_database(step=step, may_make=False))
            present = present_state(backup_place())
        with step("Restoring a backup to a database of its own") as say:
            found = drill(state, name, present=present, say=say)
    tell(found)
    if not found.passes:
        context.exit(FAILED)


def tell(found: Drill) -> None:
    """Print what a drill found."""
    tell_proofs(found.backup, found.restored_to, found.proofs)
    click.echo(f"Recovery point: {_said(found.lost)}")
    click.echo(f"Recovery time: {found.recovery_seconds:.1f} s")
    if found.dump_seconds > 0:
        click.echo(f"The dump besides: {found.dump_seconds:.1f} s")


def tell_proofs(name: str, line: int, proofs: list[Proof]) -> None:
    """Print how a restored installation passed its proofs."""
    click.echo(f"Backup {name}, restored up to line {line} of the audit log")
    for each in proofs:
        grade = "ok" if each.sound else "WRONG"
        click.echo(f"{grade:<7}{each.subject}: {each.found}")


def _said(lost: Lost | None) -> str:
    if lost is None:
        return "not measured: there is no running database to compare with"
    if not lost.lines:
        return "0 s: nothing would have been lost"
    return f"{lost.seconds:.0f} s: {lost.lines} lines of the audit log would have been lost"
