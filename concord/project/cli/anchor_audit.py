"""`concord anchor-audit`: note the head of the audit log where the database cannot reach it."""

import click

from concord.project.cli.installation import installation
from concord.project.database.places import state_folder
from concord.project.doctor.anchor import anchors_file, note_anchor


@click.command("anchor-audit")
def anchor_audit() -> None:
    """Note the head of the audit log outside the database.

    It goes to the system's log and to the file that CONCORD_AUDIT_ANCHORS names. The worker does
    this every fifteen minutes; `concord verify-audit` compares the log with every anchor.
    """
    with installation():
        from concord.trust.audit.verify import head_of

        head = head_of()
    if note_anchor(state_folder(), head.sequence, head.hash):
        click.echo(f"Noted {head.sequence}:{head.hash} in {anchors_file(state_folder())}")
    else:
        click.echo(f"Nothing was added to the log since line {head.sequence} was noted.")
