"""Which backups there are, which are kept, and what a store says that lacks something."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from concord.project.backup.places import (
    Store,
    clear_unfinished,
    forget_older,
    name_at,
    open_store,
    taken_at,
)
from concord.project.troubles import Missing, Trouble
from tests.project.backup.conftest import add_backup

NAMES = ["20261101T020000Z", "20261102T020000Z", "20261103T020000Z"]


def test_a_backup_is_called_after_the_time_it_was_taken() -> None:
    moment = datetime(2026, 11, 1, 2, 0, tzinfo=UTC)

    assert name_at(moment) == NAMES[0]
    assert taken_at(NAMES[0]) == moment


def test_the_newest_is_meant_where_none_is_named(store: Store) -> None:
    for name in NAMES:
        add_backup(store, name)

    assert store.named("") == NAMES[-1]
    assert store.named(NAMES[0]) == NAMES[0]
    with pytest.raises(Trouble, match="concord backups"):
        store.named("20200101T000000Z")


def test_only_as_many_as_asked_for_are_kept(store: Store) -> None:
    for name in NAMES:
        add_backup(store, name)

    assert forget_older(store, keep=2) == NAMES[:1]
    assert store.names() == NAMES[1:]
    assert not (store.folder / NAMES[0]).exists()


def test_a_backup_that_was_broken_off_does_not_count_and_is_cleared_away(store: Store) -> None:
    add_backup(store, NAMES[0])
    (store.folder / NAMES[1]).mkdir()
    (store.folder / NAMES[1] / "dump.sealed").write_text("half")

    assert store.names() == NAMES[:1]
    clear_unfinished(store)
    assert not (store.folder / NAMES[1]).exists()


def test_without_a_backup_or_a_key_the_way_to_one_is_said(tmp_path: Path, store: Store) -> None:
    with pytest.raises(Missing, match="concord backup"):
        store.named("")
    with pytest.raises(Missing, match="concord make-keys"):
        open_store(tmp_path)
