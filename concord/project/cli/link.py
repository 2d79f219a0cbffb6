"""`concord link`: who is in files more than once, and who of them is on the register."""

import datetime
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from concord.project.cli.acting import acting_person
from concord.project.cli.installation import installation
from concord.project.cli.load_geography import as_option, preview_option
from concord.project.cli.meanings import column_option, stated_meanings
from concord.project.database.places import private_folder, state_folder
from concord.project.setup.progress import step
from concord.project.troubles import Missing, Trouble

if TYPE_CHECKING:
    from concord.exchange.linking.reading import People
    from concord.exchange.linking.running import Linked
    from concord.trust.actors import Actor


@click.command()
@click.argument(
    "files", nargs=-1, required=True, metavar="FILE…",
    type=click.Path(path_type=Path, dir_okay=False),
)  # fmt: skip
@as_option
@preview_option
@click.option("--yes", is_flag=True, help="Link without asking first.")
@column_option
@click.option("--key", default="", metavar="HEADING", help="The column of the sender’s reference.")
@click.option(
    "--truth", default="", metavar="HEADING", help="The column that says who is who, to score by."
)
@click.option("--register", is_flag=True, help="Link with the entries on the register as well.")
@click.option(
    "--learn", is_flag=True, help="Learn the weights from these files (2,000 records or more)."
)
@click.option(
    "--output", type=click.Path(path_type=Path, file_okay=False),
    help="A new folder for the tables and the report.  [default: in the state folder]",
)  # fmt: skip
def link(files: tuple[Path, ...], username: str, preview: bool, yes: bool, **asked: Any) -> None:
    """Find who is in files more than once.

    Each FILE is a table of people, as CSV or a workbook. Concord shows which column it takes for
    what, asks, and then writes a folder: records.csv with a number for each person, pairs.csv with
    the reasons, problems.csv and report.html. Nothing is added to the register. With --register,
    two entries there that turn out to look alike are put among the tasks of those who keep them.
    """
    with installation():
        steward = acting_person(username, role="data_steward", title="data steward")
        read = _read(files, asked)
        _show_columns(read)
        if preview:
            return
        if sys.stdin.isatty() and not yes:
            click.confirm("Link these?", abort=True)
        folder = _new_folder(asked["output"])
        ways = {name: asked[name] for name in ("register", "learn")}
        linked = _linked(read, steward, **ways)
        _write(linked, folder)
        _show(linked, folder)


def _read(files: Sequence[Path], asked: dict[str, Any]) -> list["People"]:
    from django.utils import timezone

    from concord.exchange.linking.reading import COMPARED, Asked, read_people
    from concord.exchange.rows import FileUnreadable

    of_files = Asked(stated_meanings(asked["columns"], COMPARED), asked["key"], asked["truth"])
    try:
        with step("Reading the files"):
            return [
                read_people(path, number, asked=of_files, today=timezone.localdate())
                for number, path in enumerate(files, start=1)
            ]
    except FileUnreadable as error:
        raise Trouble(f"{error} Nothing was linked.") from error


def _show_columns(read: Sequence["People"]) -> None:
    for one in read:
        click.echo(f"{one.name}: {len(one.entries):,} records, {len(one.problems):,} remarks")
        click.echo("\n".join(f"  {line}" for line in one.in_words()))


def _linked(read: list["People"], steward: "Actor", *, register: bool, learn: bool) -> "Linked":
    from concord.engines.linkage.engine import NoEngine
    from concord.exchange.linking.running import run
    from concord.registers.subjects.learning import TooFew

    try:
        with step("Linking") as say:
            return run(read, by=steward, register=register, learn=learn, progress=say)
    except NoEngine as error:
        raise Missing(str(error)) from error
    except TooFew as error:
        raise Trouble(f"{error} Link without --learn, with the register’s weights.") from error


def _show(linked: "Linked", folder: Path) -> None:
    found = linked.found
    click.echo(f"{len(found.entries):,} records make {len(found.groups):,} people.")
    sure = len(found.matches) - len(found.unsure)
    click.echo(f"Pairs very likely the same: {sure:,}; to look at: {len(found.unsure):,}.")
    if found.score:
        click.echo(f"Against the truth: {found.score}.")
    if linked.asked:
        click.echo(f"Put among the tasks of those who keep the entries: {linked.asked:,} pairs.")
    click.echo(f"Tables and report are in {folder}")


def _write(linked: "Linked", folder: Path) -> None:
    from concord.exchange.linking.results import write_private

    private_folder(folder)
    for name, data in linked.made.items():
        write_private(folder / name, data)


def _new_folder(output: Path | None) -> Path:
    if output is None:
        now = datetime.datetime.now().astimezone()
        return state_folder() / "reports" / f"link-{now:%Y-%m-%d-%H%M%S}"
    if output.exists():
        raise Trouble(f"{output} is there already: name a folder that is not.")
    return output
