"""The operator's checklist and `concord doctor` speak of the same things."""

import re
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.db import connections

from concord.project.database.places import ROOT
from concord.project.doctor.configuration import examine_settings
from concord.project.doctor.contents import examine_contents
from concord.project.doctor.database import examine_database
from concord.project.doctor.files import examine_files
from concord.project.doctor.machine import examine_machine, examine_state
from concord.project.doctor.people import examine_people
from concord.project.doctor.upkeep import examine_upkeep
from concord.project.keys import key_paths, make_backup_key

CHECKLIST = ROOT / "docs" / "running" / "checklist.md"


def _listed() -> set[str]:
    rows = re.findall(r"^\| ([^|]+) \|", CHECKLIST.read_text("utf-8"), re.MULTILINE)
    return {name.strip() for row in rows for name in row.split(",")} - {"line"}


@pytest.mark.django_db(databases=["default", "owner", "auditor"])
def test_every_line_of_the_doctor_is_on_the_checklist_and_the_other_way_round(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_backup_key(key_paths(tmp_path).backup)
    now = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
    findings = [
        *examine_machine(),
        *examine_state(tmp_path),
        *examine_upkeep(tmp_path, now=now),
        *examine_settings(settings),
        *examine_files(SimpleNamespace(FILES_FOLDER=tmp_path)),
        *examine_database(connections),
        *examine_contents(connections, tmp_path, on=date(2026, 11, 23)),
        *examine_people(settings, on=date(2026, 11, 23)),
    ]
    # A database that the operator brought is asked how one gets there.
    monkeypatch.setenv("DATABASE_URL", "postgresql://concord_app@db.example/concord")
    findings += examine_database(connections)
    said = {re.sub(r"^Role \w+ ", "Role ", each.subject) for each in findings}

    assert said == _listed()
