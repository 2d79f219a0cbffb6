"""The command by which the server leaves finished pieces of its log of changes."""

import shlex
import subprocess
from pathlib import Path

import pytest

from concord.project.database.archive import archive_options, begin_to_keep, finished_pieces
from concord.project.database.places import Facts
from concord.project.database.server_user import ServerUser


@pytest.fixture(params=["home", "a home with 100% of 'everything'"])
def facts(request: pytest.FixtureRequest, tmp_path: Path) -> Facts:
    home = tmp_path / request.param
    home.mkdir()
    return Facts(home=str(home), sockets="")


def _archive(facts: Facts, piece: Path) -> int:
    """Do what the server does with a finished piece."""
    settings = [shlex.split(option)[1] for option in archive_options(facts)]
    [command] = [each.partition("=")[2] for each in settings if each.startswith("archive_command")]
    filled = command.replace("%%", "\0").replace("%p", shlex.quote(str(piece)))
    filled = filled.replace("%f", piece.name).replace("\0", "%")
    return subprocess.run(["/bin/sh", "-c", filled], check=False).returncode


def test_before_the_first_backup_nothing_is_kept(facts: Facts, tmp_path: Path) -> None:
    piece = tmp_path / "000000010000000000000004"
    piece.write_bytes(b"changes")

    assert _archive(facts, piece) == 0
    assert not finished_pieces(facts).exists()


def test_then_every_piece_is_left_whole(facts: Facts, tmp_path: Path) -> None:
    piece = tmp_path / "000000010000000000000004"
    piece.write_bytes(b"changes")
    begin_to_keep(facts, ServerUser(0, 0, switched=False))

    assert _archive(facts, piece) == 0
    [left] = finished_pieces(facts).iterdir()
    assert left.name == piece.name
    assert left.read_bytes() == b"changes"


def test_a_piece_that_cannot_be_kept_is_not_given_up(facts: Facts, tmp_path: Path) -> None:
    begin_to_keep(facts, ServerUser(0, 0, switched=False))

    assert _archive(facts, tmp_path / "gone") != 0
    assert list(finished_pieces(facts).iterdir()) in ([], [finished_pieces(facts) / ".gone.part"])
