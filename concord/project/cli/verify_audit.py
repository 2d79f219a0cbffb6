"""`concord verify-audit`: has anybody touched the log?"""

import click

from concord.project.cli.endings import FAILED
from concord.project.cli.installation import installation
from concord.project.database.places import state_folder
from concord.project.doctor.anchor import Noted, note_anchor, read_anchors
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

    No line and no change of a record may have been altered, removed, added or reordered, and every
    head that was noted outside the database must be found again.

    Keep the anchors off this machine too, and give one back as --anchor after a break-in.
    """
    known = read_anchors(state_folder())
    if anchor:
        known.append(_parse(anchor))
    with installation():
        from concord.trust.audit import verify

        with step("Checking the audit log"):
            found = verify.verify_audit(anchors=known)
    for said in found.notes:
        click.echo(f"Note: {said}")
    if found.sound:
        if found.lines:
            note_anchor(state_folder(), found.lines, found.head)
        click.echo(f"The audit log is sound: {found.lines} lines, head {found.lines}:{found.head}")
        click.echo(f"It agrees with {found.anchors} anchors noted outside the database.")
        return
    for fault in found.faults:
        click.echo(fault, err=True)
    context.exit(FAILED)


def _parse(anchor: str) -> Noted:
    line, _, digest = anchor.partition(":")
    if not line.isdigit() or len(digest) != 64:
        raise click.BadParameter("Write it as line:hash, as it was printed.", param_hint="--anchor")
    return Noted(int(line), digest.lower())
