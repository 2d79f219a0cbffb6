import os
from pathlib import Path

import pytest

from concord.project.database.server_user import ServerUser
from concord.project.database.sockets import make_private, socket_folder

ME = ServerUser(os.geteuid(), os.getegid(), switched=False)
LONGEST_SOCKET_PATH = 107


def test_a_new_folder_is_closed_to_everybody_else(tmp_path: Path) -> None:
    folder = tmp_path / "sockets"

    assert make_private(folder, ME)
    assert folder.stat().st_mode & 0o777 == 0o700


def test_our_own_folder_is_used_again(tmp_path: Path) -> None:
    folder = tmp_path / "sockets"

    assert make_private(folder, ME)
    assert make_private(folder, ME)


def test_a_folder_that_others_may_enter_is_not_used(tmp_path: Path) -> None:
    folder = tmp_path / "sockets"
    folder.mkdir()
    folder.chmod(0o777)

    assert not make_private(folder, ME)


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir(mode=0o700)
    (tmp_path / "sockets").symlink_to(folder)

    assert not make_private(tmp_path / "sockets", ME)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder to somebody else")
def test_somebody_elses_folder_is_not_used(tmp_path: Path) -> None:
    folder = tmp_path / "sockets"
    folder.mkdir(mode=0o700)
    os.chown(folder, 65_534, 65_534)

    assert not make_private(folder, ME)


def test_when_the_name_is_taken_another_folder_is_made(state: Path) -> None:
    usual = socket_folder(state, ME)
    usual.chmod(0o755)
    other = socket_folder(state, ME)
    try:
        assert other != usual
        assert other.stat().st_mode & 0o777 == 0o700
    finally:
        usual.rmdir()
        other.rmdir()


def test_the_path_is_short_however_long_the_installations_is(state: Path) -> None:
    folder = socket_folder(state / ("x" * 100) / ("y" * 100), ME)
    try:
        assert len(str(folder / ".s.PGSQL.5432.lock")) < LONGEST_SOCKET_PATH
    finally:
        folder.rmdir()
