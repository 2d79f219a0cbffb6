from pathlib import Path

from concord.project.setup.stamps import digest_of, is_current, put_stamp


def test_a_stamp_holds_until_a_file_changes(tmp_path: Path) -> None:
    source, stamp = tmp_path / "list.txt", tmp_path / "made" / "stamp"
    source.write_text("one")
    put_stamp(stamp, digest_of([source]))
    assert is_current(stamp, digest_of([source]))

    source.write_text("two")
    assert not is_current(stamp, digest_of([source]))


def test_without_a_stamp_nothing_is_current(tmp_path: Path) -> None:
    assert not is_current(tmp_path / "stamp", digest_of([]))


def test_moving_the_project_counts_as_a_change(tmp_path: Path) -> None:
    assert digest_of([], "3.11", "/here/.venv") != digest_of([], "3.11", "/there/.venv")
