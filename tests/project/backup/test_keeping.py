"""The nightly backup is taken once a night, and nothing finished is left lying about."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from concord.project.backup.keeping import is_due, take_along, take_nightly_backup
from concord.project.backup.places import open_store
from concord.project.database.archive import finished_pieces
from concord.project.database.places import Facts, keep_facts
from concord.project.keys import key_paths, make_backup_key
from concord.project.serving.processes import all_processes
from concord.project.troubles import Missing
from tests.project.backup.conftest import add_backup

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("newest", "due"),
    [
        (None, True),
        (datetime(2026, 11, 22, 2, 0, tzinfo=UTC), True),
        (datetime(2026, 11, 23, 1, 59, tzinfo=UTC), True),
        (datetime(2026, 11, 23, 2, 0, tzinfo=UTC), False),
        (datetime(2026, 11, 23, 11, 0, tzinfo=UTC), False),
    ],
)
def test_a_backup_is_due_when_there_is_none_since_two_in_the_morning(
    newest: datetime | None, due: bool
) -> None:
    assert is_due(newest, NOON) is due


def test_two_in_the_morning_is_londons() -> None:
    in_summer = datetime(2026, 7, 1, 1, 30, tzinfo=UTC)  # half past two in London
    before = datetime(2026, 7, 1, 0, 30, tzinfo=UTC)

    assert is_due(before, in_summer)
    assert not is_due(before, datetime(2026, 7, 1, 0, 45, tzinfo=UTC))


def test_a_night_has_one_backup(tmp_path: Path) -> None:
    make_backup_key(key_paths(tmp_path).backup)
    add_backup(open_store(tmp_path), "20261123T020500Z")

    assert not take_nightly_backup(tmp_path, tmp_path / "files", now=NOON)


@pytest.fixture
def piece(tmp_path: Path) -> Path:
    facts = Facts(home=str(tmp_path / "home"), sockets="")
    keep_facts(tmp_path, facts)
    finished_pieces(facts).mkdir(parents=True)
    path = finished_pieces(facts) / "000000010000000000000004"
    path.write_bytes(b"changes")
    return path


def test_without_a_key_finished_pieces_do_not_pile_up(tmp_path: Path, piece: Path) -> None:
    with pytest.raises(Missing, match="backup key"):
        take_along(tmp_path, tmp_path / "files")

    assert not piece.exists()


def test_attached_files_are_taken_along(tmp_path: Path) -> None:
    make_backup_key(key_paths(tmp_path).backup)
    (tmp_path / "files" / "ab").mkdir(parents=True)
    (tmp_path / "files" / "ab" / "abcd.original").write_bytes(b"a report")
    take_along(tmp_path, tmp_path / "files")

    [copy] = open_store(tmp_path).attachments.rglob("*.sealed")
    assert copy.name.startswith("abcd.original.")


def test_backups_are_kept_beside_the_server_for_our_own_cluster_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    ours = {each.name for each in all_processes("127.0.0.1", 8000, workers=1)}
    monkeypatch.setenv("DATABASE_URL", "postgresql://concord_app:x@db.example/concord")
    given = {each.name for each in all_processes("127.0.0.1", 8000, workers=1)}

    assert ours == {"web", "jobs", "backups"}
    assert given == {"web", "jobs"}
