"""Stores of backups for tests."""

from datetime import date
from pathlib import Path

import pytest

from concord.project.backup.manifest import Manifest, write_manifest
from concord.project.backup.places import Store
from concord.trust.vault.wrapping import KeyEncryptionKey


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """An empty folder of backups with a key of its own."""
    folder = tmp_path / "backups"
    folder.mkdir(mode=0o700)
    return Store(folder, [KeyEncryptionKey.fresh(date(2026, 11, 1))])


def add_backup(store: Store, name: str, **facts: object) -> Manifest:
    """Put a backup with nothing in it into a store."""
    (store.folder / name).mkdir()
    usual = {
        "taken_at": "2026-11-01T02:00:00+00:00",
        "versions": {},
        "cluster": "",
        "first_piece": "",
        "audit_line": 0,
        "audit_hash": "",
        "rows": {},
        "files": {},
        "sizes": {},
        "keys": {},
    }
    manifest = Manifest(name=name, **{**usual, **facts})
    write_manifest(store, manifest)
    return manifest
