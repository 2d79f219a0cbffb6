"""`concord load people`: a spreadsheet of people of any agency into the register."""

import datetime
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from concord.project.cli.acting import acting_person
from concord.project.cli.installation import installation
from concord.project.cli.load_geography import as_option, preview_option
from concord.project.cli.meanings import column_option, stated_meanings
from concord.project.database.places import private_folder, state_folder
from concord.project.setup.progress import step
from concord.project.troubles import Trouble

if TYPE_CHECKING:
    from concord.exchange.people.report import FileReport
    from concord.exchange.sheets.mapped import Spreadsheet
    from concord.trust.actors import Actor


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@as_option
@preview_option
@column_option
@click.option("--yes", is_flag=True, help="Load without asking first.")
@click.option(
    "--report",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where to write what was refused and why, as CSV.  [default: in the state folder]",
)
def people(
    file: Path,
    username: str,
    preview: bool,
    columns: Sequence[str],
    yes: bool,
    report: Path | None,
) -> None:
    """Load the people of a spreadsheet.

    FILE is a workbook or CSV of any agency: one row, one person. Concord shows which column it
    takes for what. Rows are recognised by their numbers; whoever only looks like somebody on the
    register is left for a person to decide. On a terminal the command first shows what loading
    would change, and asks. Loading the same file again changes nothing.
    """
    with installation():
        from concord.exchange.people import apply

        steward = acting_person(username, role="data_steward", title="data steward")
        how = _mapped(file, columns)
        problems = report or _usual_report()
        if preview or (sys.stdin.isatty() and not yes):
            found = _go_through(apply.preview, file, how, "Checking the file", steward, problems)
            _show(found, problems)
            if preview:
                return
            click.confirm("Load this?", abort=True)
        found = _go_through(apply.load, file, how, "Loading the file", steward, problems)
        _show(found, problems)


def _mapped(file: Path, columns: Sequence[str]) -> "Spreadsheet":
    """Return how the file is read, and show it: which column of which sheet means what."""
    from django.utils import timezone

    from concord.exchange.rows import FileUnreadable
    from concord.exchange.sheets.columns import NAMING, Meaning
    from concord.exchange.sheets.mapped import Spreadsheet, meanings_of
    from concord.exchange.sheets.opening import open_book

    stated = stated_meanings(columns, tuple(Meaning))
    mapped = {}
    try:
        for sheet in open_book(file).sheets:
            meanings = meanings_of(sheet, stated, today=timezone.localdate())
            if NAMING.isdisjoint(meaning for meaning, _ in meanings.values()):
                continue
            click.echo(f"Sheet {sheet.name}:")
            for heading, (meaning, because) in meanings.items():
                click.echo(f"  {heading}: {meaning.label}{f' ({because})' if because else ''}")
            mapped[sheet.name] = {heading: meaning for heading, (meaning, _) in meanings.items()}
    except FileUnreadable as error:
        raise Trouble(f"{error} Nothing was loaded.") from error
    if not mapped:
        raise Trouble(
            "No column was recognised as a name or a number of a person. Say which:"
            " --column surname=HEADING. Nothing was loaded."
        )
    return Spreadsheet(mapped)


def _go_through(
    work: Callable[..., "FileReport"],
    file: Path,
    how: "Spreadsheet",
    what: str,
    steward: "Actor",
    problems: Path,
) -> "FileReport":
    from concord.exchange.people.report import COLUMNS, cells
    from concord.exchange.problem_file import problem_file
    from concord.exchange.rows import FileUnreadable

    try:
        with problem_file(problems, COLUMNS) as write, step(what) as say:
            return work(file, how, by=steward, note=lambda one: write(cells(one)), progress=say)
    except BaseException as error:
        # What was told of people before it broke off is in no log.
        problems.unlink(missing_ok=True)
        if isinstance(error, FileUnreadable):
            raise Trouble(f"{error} Nothing was loaded.") from error
        raise


def _show(found: "FileReport", problems: Path) -> None:
    click.echo("\n".join(found.lines()))
    for each in found.shown:
        said = " ".join(filter(None, (each.column, each.value)))
        click.echo(f"  row {each.row}{f', {said}' if said else ''}: {each.reason}")
    if found.shown:
        click.echo(f"Every one of them is in {problems}")
    else:
        problems.unlink()


def _usual_report() -> Path:
    now = datetime.datetime.now().astimezone()
    return private_folder(state_folder() / "reports") / f"people-{now:%Y-%m-%d-%H%M%S}.csv"
