"""`concord doctor`: what this installation has, lacks, and must change before production."""

import datetime
import json
from collections.abc import Iterator

import click

from concord.project.cli.installation import installation
from concord.project.database.places import ROOT, state_folder
from concord.project.doctor.findings import Finding, exit_code, must_change, report
from concord.project.doctor.machine import examine_machine, examine_state
from concord.project.doctor.sbom import bill_of_materials
from concord.project.doctor.upkeep import examine_upkeep
from concord.project.serving.mode import settle_mode
from concord.project.troubles import Trouble


@click.command()
@click.option("--sbom", is_flag=True, help="Only list the packages in use, as CycloneDX JSON.")
@click.pass_context
def doctor(context: click.Context, sbom: bool) -> None:
    """Say what must change before production.

    Looks at the machine, the settings, the database and its contents; changes nothing. Each line
    is graded ok, warning or must change. In production mode, exits with 1 when something must.
    """
    if sbom:
        click.echo(json.dumps(bill_of_materials(ROOT), indent=1))
        return
    production = settle_mode() == "production"
    findings = list(_examine())
    click.echo(report(findings))
    context.exit(exit_code(findings, production=production))


def _examine() -> Iterator[Finding]:
    yield from examine_machine()
    yield from examine_state(state_folder())
    yield from examine_upkeep(state_folder(), now=datetime.datetime.now(tz=datetime.UTC))
    # Each part that cannot be looked at is a finding itself, and the others are still looked at.
    from django.core.exceptions import ImproperlyConfigured
    from django.db import DatabaseError

    try:
        with installation(may_make=False, prepared=False):
            yield from _examine_inside()
    except Trouble as trouble:
        yield must_change("Database", str(trouble), "Put this right and run: concord doctor")
    except ImproperlyConfigured as error:
        yield must_change("Settings", str(error), "Supply it and run: concord doctor")
    except DatabaseError as error:
        said = str(error).strip().partition("\n")[0]
        yield must_change("Database", f"it cannot be used: {said}", "Check DATABASE_URL.")


def _examine_inside() -> Iterator[Finding]:
    from django.conf import settings
    from django.db import connections

    from concord.project.doctor.configuration import examine_settings
    from concord.project.doctor.contents import examine_contents
    from concord.project.doctor.database import examine_database
    from concord.project.doctor.files import examine_files
    from concord.project.doctor.people import examine_people

    yield from examine_settings(settings)
    yield from examine_files(settings)
    yield from examine_database(connections)
    today = datetime.datetime.now(tz=datetime.UTC).date()
    yield from examine_contents(connections, state_folder(), on=today)
    yield from examine_people(settings, on=today)
