"""`concord standard NAME`: what becomes of each element of a standard whose files Concord reads."""

import click

from concord.exchange.standards import PAGES


@click.command()
@click.argument("name", type=click.Choice(sorted(PAGES)))
def standard(name: str) -> None:
    """Say where each element of a standard is kept, or why it is not.

    The pages in docs/standards are what this command prints.
    """
    click.echo(PAGES[name](), nl=False)
