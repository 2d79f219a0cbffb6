import click


@click.group()
def load() -> None:
    """Bring in data that other systems publish or hand over."""
