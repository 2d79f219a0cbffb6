"""`concord practice`: a district of invented people to train and try things with."""

import click

from concord.project.cli.installation import installation
from concord.project.setup.progress import step


@click.group()
def practice() -> None:
    """A district of invented people, for training and trying things out."""


@practice.command()
@click.option("--seed", default=7, show_default=True, help="The same seed, the same district.")
@click.option(
    "--children",
    default=40,
    show_default=True,
    type=click.IntRange(1, 100_000),
    help="How many children it has.",
)
def build(seed: int, children: int) -> None:
    """Build a practice district in an empty database, in practice mode only."""
    with installation():
        click.echo(build_district(seed=seed, children=children))


def is_empty() -> bool:
    """Say whether nobody can sign in yet, so that the database is as good as new."""
    from concord import practice as district

    return district.is_empty()


def build_district(*, seed: int, children: int) -> str:
    """Build the district, whole or not at all; return what was made."""
    from concord import practice as district

    with step(f"Building a practice district of {children} children") as say:
        return str(district.build(seed, children, progress=say))
