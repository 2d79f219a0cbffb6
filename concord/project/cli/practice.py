"""`concord practice`: a district of invented people to train and try things with."""

import click

from concord.project.cli.installation import installation
from concord.project.setup.progress import step
from concord.project.troubles import Trouble


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
    with installation() as mode:
        if mode != "practice":
            raise Trouble(
                "Practice people are never put into a production installation. "
                "For a practice one set CONCORD_MODE=practice."
            )
        if not is_empty():
            raise Trouble("A practice district needs an empty database; this one holds people.")
        build_district(seed=seed, children=children)


def is_empty() -> bool:
    """Say whether nobody can sign in yet, so that the database is as good as new."""
    from concord.trust.accounts.models import User

    return not User.objects.exists()


def build_district(*, seed: int, children: int) -> None:
    """Build the district, whole or not at all."""
    from django.db import transaction

    from concord.practice.building import build_district as build_people

    with step(f"Building a practice district of {children} children"), transaction.atomic():
        build_people(seed=seed, children=children)
