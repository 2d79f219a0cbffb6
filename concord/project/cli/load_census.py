"""`concord load cin-census`: a children in need census into the register and casework."""

import datetime
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from concord.project.cli.acting import acting_person
from concord.project.cli.installation import installation
from concord.project.cli.load_geography import as_option, preview_option
from concord.project.database.places import private_folder, state_folder
from concord.project.setup.progress import step
from concord.project.troubles import Trouble

if TYPE_CHECKING:
    from concord.exchange.cin_census.report import CensusReport
    from concord.trust.actors import Actor

_MOST_SHOWN = 20


@click.command("cin-census")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@as_option
@preview_option
@click.option("--yes", is_flag=True, help="Load without asking first.")
@click.option(
    "--report",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where to write what was refused and why, as CSV.  [default: in the state folder]",
)
def cin_census(file: Path, username: str, preview: bool, yes: bool, report: Path | None) -> None:
    """Load a children in need census.

    FILE is the XML that goes to the Department for Education, or a zip of it. On a terminal the
    command first shows what loading would change, and asks. Children and fields that do not fit
    are refused one by one and reported; a file that cannot be read to its end changes nothing.
    """
    with installation():
        from concord.exchange.cin_census import apply

        steward = acting_person(username, role="data_steward", title="data steward")
        if preview or (sys.stdin.isatty() and not yes):
            _show(_go_through(apply.preview, file, "Checking the census", steward), report)
            if preview:
                return
            click.confirm("Load this?", abort=True)
        _show(_go_through(apply.load, file, "Loading the census", steward), report)


def _go_through(
    work: Callable[..., "CensusReport"], file: Path, what: str, steward: "Actor"
) -> "CensusReport":
    from concord.exchange.cin_census.opening import CensusUnreadable

    try:
        with step(what) as say:
            return work(file, by=steward, progress=say)
    except CensusUnreadable as error:
        raise Trouble(f"{error} Nothing was loaded.") from error


def _show(found: "CensusReport", report: Path | None) -> None:
    from concord.exchange.cin_census.report import write_problems

    click.echo("\n".join(found.lines()))
    worst_first = sorted(found.problems, key=lambda problem: not problem.refused)
    for each in worst_first[:_MOST_SHOWN]:
        said = f"{each.column} {each.value}".strip()
        click.echo(f"  row {each.row}, child {each.la_child_id}: {said}: {each.reason}")
    if len(found.problems) > _MOST_SHOWN:
        click.echo(f"  and {len(found.problems) - _MOST_SHOWN} more")
    if found.problems:
        path = write_problems(found.problems, report or _usual_report())
        click.echo(f"Every one of them is in {path}")


def _usual_report() -> Path:
    now = datetime.datetime.now().astimezone()
    return private_folder(state_folder() / "reports") / f"cin-census-{now:%Y-%m-%d-%H%M%S}.csv"
