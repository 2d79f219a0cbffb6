"""`concord load geography`: wards, other areas and postcodes, by the dates they were in force."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from concord.project.cli.acting import acting_person
from concord.project.cli.installation import installation
from concord.project.database.places import ROOT
from concord.project.setup.progress import step
from concord.project.troubles import Trouble

if TYPE_CHECKING:
    from concord.exchange.geography.apply import Loaded

_USUAL = ROOT.parent / "shared" / "data" / "geography_bradford"
_MOST_SHOWN = 20

as_option = click.option(
    "--as",
    "username",
    default="",
    metavar="USERNAME",
    help="Who is loading it; the data steward if there is only one.",
)
preview_option = click.option(
    "--preview", is_flag=True, help="Read and check everything, and keep nothing."
)


@click.command()
@click.argument("folder", default=_USUAL, type=click.Path(path_type=Path, file_okay=False))
@as_option
@preview_option
def geography(folder: Path, username: str, preview: bool) -> None:
    """Load boundaries and postcodes.

    FOLDER holds the published files; by default it is shared/data/geography_bradford beside the
    project. All of them are loaded, or nothing. Loading again adds only what is missing.
    """
    with installation():
        from concord.exchange.geography.apply import load_geography
        from concord.exchange.geography.parse import GeographyUnreadable

        steward = acting_person(username, role="data_steward", title="data steward")
        try:
            with step("Reading boundaries and postcodes"):
                loaded = load_geography(folder, by=steward, preview=preview)
        except GeographyUnreadable as error:
            raise Trouble(f"{error} Nothing was loaded.") from error
    click.echo(_report(loaded, preview=preview))


def _report(loaded: "Loaded", *, preview: bool) -> str:
    lines = [f"{name}: {count} areas" for name, count in loaded.sets.items()]
    lines.append(f"Postcodes: {loaded.postcodes_read}")
    lines += [
        f"{name}: {count} postcodes placed by their points"
        for name, count in loaded.placed_by_outline.items()
    ]
    shown = loaded.faults[:_MOST_SHOWN]
    lines += [f"Refused: {it.file}, row {it.row}, {it.value}: {it.reason}" for it in shown]
    if unshown := len(loaded.faults) - len(shown):
        lines.append(f"Refused: {unshown} more.")
    added = f"{loaded.areas_added} areas and {loaded.postcodes_added} postcodes"
    lines.append(f"Would add {added}; nothing was kept." if preview else f"Added {added}.")
    return "\n".join(lines)
