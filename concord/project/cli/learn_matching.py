"""`concord learn-matching`: what this register teaches about who is who."""

import click

from concord.project.cli.endings import FAILED
from concord.project.cli.installation import installation
from concord.project.setup.progress import step


@click.command("learn-matching")
@click.pass_context
def learn_matching(context: click.Context) -> None:
    """Learn from the register which likenesses make two entries one person.

    From then on the people whom somebody may be are proposed with these weights. No names are
    shown, and none are kept that fewer than ten people share. Do it again when the register has
    grown by half, or after a large file came in.
    """
    with installation():
        from django.utils import timezone

        from concord.registers.subjects.learning import TooFew
        from concord.registers.subjects.learning import learn_matching as learn

        try:
            with step("Learning from the register"):
                kept = learn(at=timezone.now())
        except TooFew as few:
            click.echo(f"{few} The weights that come with Concord hold.", err=True)
            context.exit(FAILED)
    click.echo(f"Learned from {kept.people:,} people. The new weights hold from now on.")
