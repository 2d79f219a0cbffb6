"""`concord load`: bring in what other systems publish or hand over."""

import click

from concord.project.cli.load_census import cin_census
from concord.project.cli.load_geography import geography
from concord.project.cli.load_people import people


@click.group()
def load() -> None:
    """Bring in data that other systems publish or hand over."""


load.add_command(cin_census)
load.add_command(geography)
load.add_command(people)
