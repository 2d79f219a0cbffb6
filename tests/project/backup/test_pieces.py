"""Pieces of the log of changes are taken along sealed, and kept while a backup needs them."""

import os
import time
from pathlib import Path

import pytest

from concord.project.backup.pieces import (
    discard_pieces,
    forget_pieces,
    gather_pieces,
    lay_out_pieces,
)
from concord.project.backup.places import Store
from concord.project.database.archive import finished_pieces
from concord.project.database.places import Facts
from tests.project.backup.conftest import add_backup

FIRST, SECOND, THIRD = (f"00000001000000000000000{number}" for number in (4, 5, 6))
AFTER_A_RESTORE = "000000020000000000000007"
FORK = "00000002.history"


@pytest.fixture
def facts(tmp_path: Path) -> Facts:
    facts = Facts(home=str(tmp_path / "home"), sockets="")
    finished_pieces(facts).mkdir(parents=True)
    for name in (FIRST, SECOND, THIRD, AFTER_A_RESTORE, FORK):
        (finished_pieces(facts) / name).write_bytes(f"Kayla Practice {name}".encode())
    (finished_pieces(facts) / f".{THIRD}.part").write_bytes(b"half")
    return facts


def _kept(store: Store) -> set[str]:
    return {path.name.removesuffix(".sealed") for path in store.pieces("7").glob("*")}


def test_finished_pieces_move_into_the_store_sealed(
    store: Store, facts: Facts, tmp_path: Path
) -> None:
    assert gather_pieces(store, tmp_path, facts, "7") == 5
    assert gather_pieces(store, tmp_path, facts, "7") == 0
    assert [path.name for path in finished_pieces(facts).iterdir()] == [f".{THIRD}.part"]
    assert all(b"Kayla" not in path.read_bytes() for path in store.pieces("7").glob("*"))


def test_the_pieces_that_follow_a_copy_come_back(
    store: Store, facts: Facts, tmp_path: Path
) -> None:
    gather_pieces(store, tmp_path, facts, "7")
    manifest = add_backup(store, "20261101T020000Z", cluster="7", first_piece=SECOND)
    target = tmp_path / "laid"
    target.mkdir()
    laid = {
        path.name: path.read_text()
        for path in lay_out_pieces(store, manifest, target, known_at=time.time())
    }

    assert set(laid) == {SECOND, THIRD, AFTER_A_RESTORE, FORK}
    assert laid[THIRD] == f"Kayla Practice {THIRD}"


def test_a_piece_taken_along_after_the_disaster_does_not_count(
    store: Store, facts: Facts, tmp_path: Path
) -> None:
    gather_pieces(store, tmp_path, facts, "7")
    later = store.pieces("7") / f"{AFTER_A_RESTORE}.sealed"
    os.utime(later, (time.time() + 60, time.time() + 60))
    manifest = add_backup(store, "20261101T020000Z", cluster="7", first_piece=THIRD)
    target = tmp_path / "laid"
    target.mkdir()
    laid = lay_out_pieces(store, manifest, target, known_at=time.time())

    assert {path.name for path in laid} == {THIRD, FORK}


def test_pieces_before_the_oldest_copy_are_forgotten(
    store: Store, facts: Facts, tmp_path: Path
) -> None:
    gather_pieces(store, tmp_path, facts, "7")
    older = add_backup(store, "20261101T020000Z", cluster="7", first_piece=SECOND)
    newer = add_backup(store, "20261102T020000Z", cluster="7", first_piece=AFTER_A_RESTORE)

    forget_pieces(store, [older, newer])
    assert _kept(store) == {SECOND, THIRD, AFTER_A_RESTORE, FORK}
    forget_pieces(store, [newer])
    assert _kept(store) == {AFTER_A_RESTORE, FORK}


def test_pieces_of_a_cluster_that_no_backup_knows_are_forgotten(
    store: Store, facts: Facts, tmp_path: Path
) -> None:
    gather_pieces(store, tmp_path, facts, "7")
    forget_pieces(store, [add_backup(store, "20261101T020000Z")])

    assert _kept(store) == set()


def test_pieces_that_nobody_can_seal_do_not_fill_the_disk(facts: Facts, tmp_path: Path) -> None:
    discard_pieces(tmp_path, facts)

    assert [path.name for path in finished_pieces(facts).iterdir()] == [f".{THIRD}.part"]
