import pytest

from concord.project.doctor.anchor import anchors_file, note_anchor, read_anchors
from concord.project.rounds import Round, Rounds

HEAD = "ab" * 32


class Clock:
    """A clock that stands until it is moved."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_round_is_made_once_in_its_time_and_one_that_fails_stops_no_other():
    clock, made = Clock(), []

    def fail():
        made.append("failing")
        raise OSError

    rounds = Rounds([Round("fail", 5, fail), Round("go", 10, lambda: made.append("go"))], clock)
    rounds.make()
    assert made == []
    for clock.now in (5.0, 6.0, 10.0, 11.0):
        rounds.make()
    assert made == ["failing", "failing", "go"]


def test_anchors_are_added_to_a_private_file_once_for_each_head(tmp_path):
    assert note_anchor(tmp_path, 1, HEAD)
    assert not note_anchor(tmp_path, 1, HEAD)
    assert note_anchor(tmp_path, 2, HEAD)
    assert read_anchors(tmp_path) == [(1, HEAD), (2, HEAD)]
    assert anchors_file(tmp_path).stat().st_mode & 0o077 == 0


def test_an_anchor_cut_short_by_a_crash_hides_no_other(tmp_path):
    note_anchor(tmp_path, 1, HEAD)
    with anchors_file(tmp_path).open("a") as file:
        file.write('{"line": 2, "ha')
    note_anchor(tmp_path, 3, HEAD)
    assert read_anchors(tmp_path) == [(1, HEAD), (3, HEAD)]


def test_the_operator_says_where_anchors_are_kept(tmp_path, monkeypatch: pytest.MonkeyPatch):
    elsewhere = tmp_path / "elsewhere.jsonl"
    monkeypatch.setenv("CONCORD_AUDIT_ANCHORS", str(elsewhere))
    note_anchor(tmp_path / "state", 1, HEAD)
    assert elsewhere.exists()
    assert read_anchors(tmp_path / "state") == [(1, HEAD)]
