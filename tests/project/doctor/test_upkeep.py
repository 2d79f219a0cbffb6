"""The doctor finds backups that are missing, old, never proved, or beside what they back up."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from concord.project.backup.drill import RECORD
from concord.project.backup.places import open_store
from concord.project.doctor.findings import Grade
from concord.project.doctor.upkeep import examine_upkeep, room_on
from concord.project.keys import key_paths, make_backup_key
from tests.project.backup.conftest import add_backup

TAKEN = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


def grades(state: Path, now: datetime = TAKEN) -> dict[str, Grade]:
    return {each.subject: each.grade for each in examine_upkeep(state, now=now)}


@pytest.fixture
def backed_up(tmp_path: Path) -> Path:
    """A state folder with one backup, proved when it was taken."""
    make_backup_key(key_paths(tmp_path).backup)
    store = open_store(tmp_path)
    add_backup(store, "20261123T020000Z")
    record = {"at": TAKEN.isoformat(), "backup": "20261123T020000Z", "passed": True}
    (store.folder / RECORD).write_text(json.dumps(record))
    return tmp_path


def test_without_a_key_there_can_be_no_backup(tmp_path: Path) -> None:
    assert grades(tmp_path)["Backup"] is Grade.MUST_CHANGE


def test_without_a_backup_there_must_be_one_and_a_drill(tmp_path: Path) -> None:
    make_backup_key(key_paths(tmp_path).backup)
    found = grades(tmp_path)

    assert found["Backup"] is found["Restore drill"] is Grade.MUST_CHANGE


@pytest.mark.parametrize(
    ("later", "backup", "drill"),
    [
        (timedelta(hours=25), Grade.OK, Grade.OK),
        (timedelta(hours=27), Grade.MUST_CHANGE, Grade.OK),
        (timedelta(days=93), Grade.MUST_CHANGE, Grade.WARNING),
    ],
)
def test_backups_and_drills_grow_old(
    backed_up: Path, later: timedelta, backup: Grade, drill: Grade
) -> None:
    found = grades(backed_up, TAKEN + later)

    assert (found["Backup"], found["Restore drill"]) == (backup, drill)


def test_a_drill_that_failed_must_change(backed_up: Path) -> None:
    path = open_store(backed_up).folder / RECORD
    path.write_text(path.read_text().replace("true", "false"))

    assert grades(backed_up)["Restore drill"] is Grade.MUST_CHANGE


def test_a_backup_beside_what_it_backs_up_is_warned_of(backed_up: Path) -> None:
    assert grades(backed_up)["Storage of backups"] is Grade.WARNING


@pytest.mark.parametrize(
    ("free", "grade"), [(30, Grade.OK), (10, Grade.WARNING), (3, Grade.MUST_CHANGE)]
)
def test_a_disk_that_fills_is_found_in_time(tmp_path: Path, free: int, grade: Grade) -> None:
    assert room_on(tmp_path, free=free, total=100).grade is grade
