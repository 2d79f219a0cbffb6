from pathlib import Path

import pytest

from concord.project.database.binaries import find_binaries
from concord.project.troubles import Missing


def _programs(folder: Path, version: str) -> Path:
    folder.mkdir(parents=True)
    for name in ("postgres", "initdb", "pg_ctl"):
        program = folder / name
        program.write_text(f"#!/bin/sh\necho 'postgres (PostgreSQL) {version}'\n")
        program.chmod(0o755)
    return folder


def test_the_named_programs_come_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONCORD_PG_BIN", str(_programs(tmp_path / "bin", "17.2")))
    found = find_binaries()

    assert (found.version, found.major, found.source) == ("17.2", 17, "CONCORD_PG_BIN")


def test_programs_that_are_too_old_are_refused_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONCORD_PG_BIN", str(_programs(tmp_path / "bin", "14.9")))

    with pytest.raises(Missing, match=r"14\.9.*15 or later"):
        find_binaries()


def test_a_folder_without_programs_is_refused_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONCORD_PG_BIN", str(tmp_path))

    with pytest.raises(Missing, match=str(tmp_path)):
        find_binaries()


def test_a_cluster_is_only_opened_by_the_version_that_made_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONCORD_PG_BIN", str(_programs(tmp_path / "bin", "17.2")))

    with pytest.raises(Missing, match="made by PostgreSQL 16"):
        find_binaries(major=16)


def test_something_is_found_without_being_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CONCORD_PG_BIN", raising=False)

    assert find_binaries().major >= 15
