import click


@click.command()
def doctor() -> None:
    """Say what this installation has, lacks, and must change before production."""
