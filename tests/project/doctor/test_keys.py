"""The doctor finds keys that lie in clear, are open to others or have grown old."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from concord.project.doctor.findings import Grade
from concord.project.doctor.keys import examine_keys
from concord.project.keys import add_backup_key, key_paths, make_backup_key, make_ring, make_secret
from concord.trust.vault.wrapping import KeyFile

TODAY = datetime.now(tz=UTC).date()


@pytest.fixture
def paths(tmp_path):
    """The key files of a new installation."""
    found = key_paths(tmp_path, environ={})
    make_secret(found.secret)
    make_ring(found.ring, found.wrapping)
    make_backup_key(found.backup)
    return found


def grades(paths, *, on=TODAY):
    """Return what the doctor thinks of each thing."""
    return {each.subject: each.grade for each in examine_keys(paths, on=on)}


def test_new_keys_are_sound_but_should_not_lie_together(paths):
    faults = {name for name, grade in grades(paths).items() if grade is not Grade.OK}
    assert faults == {"Storage of keys"}


def test_keys_older_than_a_year_should_be_replaced(paths):
    found = grades(paths, on=TODAY + timedelta(days=366))
    assert found["Wrapping key"] is Grade.WARNING
    assert found["Field encryption keys"] is Grade.WARNING
    assert found["Backup key"] is Grade.WARNING


def test_a_new_backup_key_leaves_the_old_one_for_old_backups(paths):
    [old] = KeyFile(paths.backup).held_keys()
    add_backup_key(paths.backup)

    assert KeyFile(paths.backup).held_keys()[0] == old
    assert KeyFile(paths.backup).id != old.id


def test_a_wrapping_key_that_others_can_read_or_that_is_gone_must_change(paths):
    paths.wrapping.chmod(0o644)
    assert grades(paths)["Wrapping key file"] is Grade.MUST_CHANGE
    paths.wrapping.unlink()
    assert grades(paths)["Wrapping key file"] is Grade.MUST_CHANGE


def test_keys_in_clear_must_change(paths):
    paths.ring.write_text(json.dumps({"1": "a2V5"}))
    assert grades(paths)["Field encryption keys"] is Grade.MUST_CHANGE
