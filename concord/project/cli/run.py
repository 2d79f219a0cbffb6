"""`concord run`: everything that `make run` does once the packages are there."""

import click

from concord.project.cli.installation import installation
from concord.project.cli.practice import build_district, is_empty
from concord.project.cli.prepare import bring_up_to_date
from concord.project.cli.serve import host_option, port_option, serve_until_stopped, workers_option
from concord.project.serving.mode import remember_mode
from concord.project.serving.ports import choose_port

_SEED, _CHILDREN = 7, 40


@click.command()
@host_option
@port_option
@workers_option
def run(host: str, port: int, workers: int) -> None:
    """Prepare everything, and serve.

    In practice mode an empty database is filled with a practice district first.
    """
    port = choose_port(host, port, command=f"make run HOST={host} PORT={{port}}")
    with installation(prepared=False, may_make=True) as mode:
        remember_mode(mode)
        bring_up_to_date()
        first_run = is_empty()
        if first_run and mode == "practice":
            click.echo(build_district(seed=_SEED, children=_CHILDREN))
        practice = mode == "practice"
        serve_until_stopped(host, port, workers, practice=practice, first_run=first_run)
