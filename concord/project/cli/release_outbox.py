"""`concord release-outbox`: what a restored backup held back may go out, or not."""

import click

from concord.project.cli.installation import installation


@click.command("release-outbox")
@click.option("--release", "choice", flag_value="release", help="Let it be done now.")
@click.option("--drop", "choice", flag_value="drop", help="Give it up: it has been done already.")
def release_outbox(choice: str | None) -> None:
    """Say what is held back since a backup was restored, and let it go or drop it.

    What waited when the backup was made may have been done since: messages would be sent twice.
    """
    with installation():
        from concord.engines.jobs.outbox import drop_held, held_jobs, release_held

        if choice == "release":
            click.echo(f"Released: {release_held()}")
        elif choice == "drop":
            click.echo(f"Dropped: {drop_held()}")
        else:
            held = [f"{number} × {kind}" for kind, number in held_jobs().items()]
            click.echo("\n".join(held) or "Nothing is held back.")
