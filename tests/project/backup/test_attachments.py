"""Attached files are copied once, listed in each backup, and come back byte for byte."""

from pathlib import Path

import pytest

from concord.project.backup.attachments import (
    forget_files,
    gather_files,
    lay_out_files,
    list_files,
)
from concord.project.backup.places import Store
from concord.project.troubles import Trouble
from tests.project.backup.conftest import add_backup

NAME = "20261101T020000Z"


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "files"
    (folder / "ab").mkdir(parents=True)
    (folder / "ab" / "abcd.original").write_bytes(b"a school report")
    (folder / "ab" / ".half.part").write_bytes(b"a sch")
    return folder


def test_a_file_is_copied_once(store: Store, files: Path) -> None:
    assert gather_files(store, files) == 1
    assert gather_files(store, files) == 0
    assert all(b"school" not in path.read_bytes() for path in store.attachments.rglob("*.sealed"))


def test_files_come_back_those_attached_since_the_backup_too(
    store: Store, files: Path, tmp_path: Path
) -> None:
    manifest = add_backup(store, NAME, files=list_files(files))
    (files / "cd").mkdir()
    (files / "cd" / "cdef.original").write_bytes(b"attached later")
    gather_files(store, files)

    assert lay_out_files(store, manifest, tmp_path / "back") == 2
    assert (tmp_path / "back" / "ab" / "abcd.original").read_bytes() == b"a school report"
    assert (tmp_path / "back" / "cd" / "cdef.original").read_bytes() == b"attached later"


def test_a_backup_gives_back_the_version_that_it_lists(
    store: Store, files: Path, tmp_path: Path
) -> None:
    manifest = add_backup(store, NAME, files=list_files(files))
    gather_files(store, files)
    (files / "ab" / "abcd.original").write_bytes(b"sealed under a newer key")
    gather_files(store, files)
    lay_out_files(store, manifest, tmp_path / "back")

    assert (tmp_path / "back" / "ab" / "abcd.original").read_bytes() == b"a school report"


def test_a_file_that_is_missing_or_not_as_listed_is_found_out(
    store: Store, files: Path, tmp_path: Path
) -> None:
    listed = list_files(files)
    missing = add_backup(store, NAME, files={"ff/none.original.1": "00"})
    other = add_backup(store, "20261102T020000Z", files=dict.fromkeys(listed, "00"))
    gather_files(store, files)

    with pytest.raises(Trouble, match=r"none\.original is missing"):
        lay_out_files(store, missing, tmp_path / "one")
    with pytest.raises(Trouble, match="not as it was"):
        lay_out_files(store, other, tmp_path / "two")


def test_a_copy_stays_while_a_backup_lists_it_or_the_file_is_there(
    store: Store, files: Path
) -> None:
    manifest = add_backup(store, NAME, files=list_files(files))
    gather_files(store, files)
    (files / "ab" / "abcd.original").unlink()

    forget_files(store, files, [manifest])
    assert len(list(store.attachments.rglob("*.sealed"))) == 1
    forget_files(store, files, [])
    assert list(store.attachments.rglob("*.sealed")) == []
