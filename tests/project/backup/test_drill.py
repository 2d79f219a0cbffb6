"""A backup is proved by restoring it: everything comes back, and whatever is wrong is found.

The tests of restoring in earnest are here too, and last: they change the installation.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from concord.project.backup.places import open_store
from concord.project.database.places import read_facts
from concord.project.database.removal import remove_database
from tests.project.backup.installed import Installed
from tests.project.conftest import installation_at

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("backup")]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installed]:
    """An installation with a practice district of two children and a backup."""
    with pytest.MonkeyPatch.context() as patch:
        state = installation_at(tmp_path_factory.mktemp("backup") / "state", patch)
        patch.delenv("CONCORD_DISPOSABLE_DATABASE")
        patch.setenv("CONCORD_MODE", "practice")
        installed = Installed(state)
        installed.sound("prepare")
        installed.sound("practice", "build", "--seed", "3", "--children", "2")
        installed.sound("make-keys")
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
    with installed.running():
        last = installed.add_line()
        installed.take_log_along()

    assert f"restored up to line {last} of the audit log" in installed.sound("restore-drill")


def test_what_was_not_taken_along_is_told_as_lost(installed: Installed) -> None:
    with installed.running():
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
    facts = read_facts(installed.state)
    assert facts is not None
    roles = {"DATABASE_URL": "app", "CONCORD_OWNER_DATABASE_URL": "owner"} | {
        "CONCORD_AUDITOR_DATABASE_URL": "auditor",
        "CONCORD_BACKUP_DATABASE_URL": "backup",
    }
    passwords = installed.state / "database" / "passwords"
    given = {
        name: f"postgresql://concord_{role}:{(passwords / f'concord_{role}').read_text().strip()}"
        f"@/concord?host={facts.sockets}"
        for name, role in roles.items()
    }
    given["CONCORD_BACKUPS"] = str(installed.state / "given")
    with installed.running():
        taken = installed.sound("backup", **given)
        said = installed.sound("restore-drill", **given)

    assert "The database is one that you brought" in taken
    assert "  base: " not in taken
    assert "ok     Audit chain: " in said
    assert "ok     Walls with readers: " in said
    assert "Recovery point: 0 s" in said
    assert installed.left_behind() == []


def test_nothing_is_restored_while_somebody_uses_the_database(installed: Installed) -> None:
    with installed.running():
        refused = installed.run("restore", "--yes")

    assert refused.returncode == 1
    assert "Concord is being used. Stop it first" in refused.stderr


def test_nothing_is_restored_without_a_yes(installed: Installed) -> None:
    assert installed.run("restore", answer="n\n").returncode != 0


def test_a_moment_that_is_no_moment_or_before_every_backup_is_refused(
    installed: Installed,
) -> None:
    assert installed.run("restore", "--yes", "--until", "yesterday").returncode == 2
    refused = installed.run("restore", "--yes", "--until", "2020-01-01T00:00:00+00:00")

    assert refused.returncode == 1
    assert "No backup was made before" in refused.stderr


def test_a_backup_under_other_keys_is_not_put_in_place(installed: Installed) -> None:
    secret = installed.state / "keys" / "secret_key"
    right = secret.read_text()
    secret.write_text("x" * 64)
    refused = installed.run("restore", "--yes")
    secret.write_text(right)

    assert refused.returncode == 1
    assert "WRONG  Keys: missing, or not those of the backup: secret key" in refused.stdout
    assert refused.stderr.endswith("Nothing was changed.\n")
    assert not list(installed.state.rglob("*.before-*"))


def test_going_back_to_a_moment_brings_back_what_was_there_then(installed: Installed) -> None:
    with installed.running():
        wanted = installed.add_line()
        moment = installed.now()
        installed.add_line()
        installed.take_log_along()
    installed.sound("verify-audit")  # notes a line that will be lost
    said = installed.sound("restore", "--yes", "--until", moment)
    with installed.running():
        # One line more: it says that this was restored.
        assert installed.line() == wanted + 1

    assert f"restored up to line {wanted} of the audit log" in said
    assert "is sound" in installed.sound("verify-audit")
    assert "tell_by_email" in installed.sound("release-outbox")
    assert installed.sound("release-outbox", "--drop").startswith("Dropped: ")
    assert installed.sound("release-outbox") == "Nothing is held back.\n"
    assert installed.left_behind() == []


def test_after_going_back_backups_and_drills_go_on(installed: Installed) -> None:
    installed.sound("backup")
    with installed.running():
        last = installed.add_line()
        installed.take_log_along()

    assert f"restored up to line {last} of the audit log" in installed.sound("restore-drill")


def test_what_was_finished_but_not_yet_taken_along_comes_back_too(installed: Installed) -> None:
    with installed.running():
        last = installed.add_line()

    assert f"restored up to line {last} of the audit log" in installed.sound("restore", "--yes")


def test_the_dump_can_be_put_in_place_for_another_version_of_postgresql(
    installed: Installed,
) -> None:
    said = installed.sound("restore", "--yes", "--from-dump")

    assert "Restored." in said
    assert "is sound" in installed.sound("verify-audit")


def test_a_dump_can_be_unpacked_for_a_database_that_is_not_ours(
    installed: Installed, tmp_path: Path
) -> None:
    said = installed.sound("restore", "--to", str(tmp_path / "clear"))
    [dump] = (tmp_path / "clear").iterdir()

    assert str(dump) in said
    assert dump.read_bytes().startswith(b"PGDMP")
    assert dump.stat().st_mode & 0o077 == 0
