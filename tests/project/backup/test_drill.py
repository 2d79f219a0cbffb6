"""A backup is proved by restoring it: everything comes back, and whatever is wrong is found."""

from collections.abc import Iterator

import pytest

from concord.project.backup.places import open_store
from concord.project.database.removal import remove_database
from tests.project.backup.installed import Installed
from tests.project.conftest import installation_at

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("backup")]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installed]:
    """An installation with a practice district of two children, a file and a backup."""
    with pytest.MonkeyPatch.context() as patch:
        state = installation_at(tmp_path_factory.mktemp("backup") / "state", patch)
        patch.delenv("CONCORD_DISPOSABLE_DATABASE")
        patch.setenv("CONCORD_MODE", "practice")
        installed = Installed(state)
        installed.sound("prepare")
        installed.sound("practice", "build", "--seed", "3", "--children", "2")
        installed.sound("make-keys")
        with installed.running():
            installed.sound("backup")
            yield installed
        remove_database(state)


def test_a_drill_proves_everything_and_leaves_nothing_behind(installed: Installed) -> None:
    said = installed.sound("restore-drill")

    for subject in (
        "Head of the audit log",
        "Audit chain",
        "Rows",
        "Attached files",
        "Sessions and outbox",
        "Walls without a reader",
        "Walls with readers",
        "Dump",
    ):
        assert f"ok     {subject}: " in said
    assert "Recovery point: 0 s" in said
    assert "Recovery time: " in said
    assert installed.left_behind() == []


def test_what_was_written_after_the_backup_comes_back_from_the_log_of_changes(
    installed: Installed,
) -> None:
    last = installed.add_line()
    installed.take_log_along()

    assert f"restored up to line {last} of the audit log" in installed.sound("restore-drill")


def test_what_was_not_taken_along_is_told_as_lost(installed: Installed) -> None:
    installed.take_log_along()
    installed.add_line()
    said = installed.sound("restore-drill")

    assert ": 1 lines of the audit log would have been lost" in said


def test_a_damaged_backup_fails_the_drill_and_leaves_nothing_behind(installed: Installed) -> None:
    store = open_store(installed.state)
    base = store.folder / store.names()[-1] / "base.sealed"
    whole = base.read_bytes()
    base.write_bytes(whole[: len(whole) // 2])
    failed = installed.run("restore-drill")
    base.write_bytes(whole)

    assert failed.returncode == 1
    assert f"{base} is damaged" in failed.stderr
    assert installed.left_behind() == []


def test_without_the_keys_of_sealed_fields_or_of_the_backup_a_drill_says_which_is_missing(
    installed: Installed,
) -> None:
    keys = installed.state / "keys"
    (keys / "backup_keys.json").rename(keys / "elsewhere")
    failed = installed.run("restore-drill")
    (keys / "elsewhere").rename(keys / "backup_keys.json")

    assert failed.returncode == 3
    assert "backup_keys.json is missing" in failed.stderr


def test_the_dump_alone_is_proved_too_where_there_is_no_copy_of_a_cluster(
    installed: Installed,
) -> None:
    with installed.superuser() as superuser:
        [(sockets,)] = superuser.execute("show unix_socket_directories").fetchall()
    roles = {"DATABASE_URL": "app", "CONCORD_OWNER_DATABASE_URL": "owner"} | {
        "CONCORD_AUDITOR_DATABASE_URL": "auditor",
        "CONCORD_BACKUP_DATABASE_URL": "backup",
    }
    passwords = installed.state / "database" / "passwords"
    given = {
        name: f"postgresql://concord_{role}:{(passwords / f'concord_{role}').read_text().strip()}"
        f"@/concord?host={sockets}"
        for name, role in roles.items()
    }
    given["CONCORD_BACKUPS"] = str(installed.state / "given")
    taken = installed.sound("backup", **given)
    said = installed.sound("restore-drill", **given)

    assert "The database is one that you brought" in taken
    assert "  base: " not in taken
    assert "ok     Audit chain: " in said
    assert "ok     Walls with readers: " in said
    assert "Recovery point: 0 s" in said
    assert installed.left_behind() == []
