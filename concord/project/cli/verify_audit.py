"""`concord verify-audit`: has anybody touched the log?"""

import click

from concord.project.cli.endings import FAILED
from concord.project.cli.installation import installation
from concord.project.database.places import state_folder
from concord.project.doctor.anchor import note_anchor, read_anchor
from concord.project.setup.progress import step


@click.command("verify-audit")
@click.option(
    "--anchor",
    metavar="LINE:HASH",
    help="A line number and hash that were noted outside this database, to be found again.",
)
@click.pass_context
def verify_audit(context: click.Context, anchor: str | None) -> None:
    """Check that nobody has altered the audit log.

    No line may have been changed, removed, added or reordered.

    The head of a sound log is noted in the state folder and must be found again next time. Keep
    what is printed off this machine too, and give it back as --anchor after a break-in.
    """
    known = _parse(anchor) if anchor else read_anchor(state_folder())
    with installation():
        from concord.trust.audit import verify

        with step("Checking the audit log"):
            found = verify.verify_audit(anchor=known)
    if found.sound:
        if found.lines:
            note_anchor(state_folder(), found.lines, found.head)
        click.echo(f"The audit log is sound: {found.lines} lines, head {found.lines}:{found.head}")
        return
    for fault in found.faults:
        click.echo(fault, err=True)
    context.exit(FAILED)


def _parse(anchor: str) -> tuple[int, str]:
    line, _, digest = anchor.partition(":")
    if not line.isdigit() or len(digest) != 64:
        raise click.BadParameter("Write it as line:hash, as it was printed.", param_hint="--anchor")
    return int(line), digest.lower()
