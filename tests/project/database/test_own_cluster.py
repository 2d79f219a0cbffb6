"""A cluster is made, started, shared, stopped and survives being killed; on both engines."""

import os
import select
import signal
import subprocess
import sys
import threading
import time
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest

from concord.project.database import places
from concord.project.database.own_cluster import revive, running_database
from concord.project.database.server_process import postmaster, server_processes
from concord.project.troubles import Missing
from tests.project.database.opening import connect, data_folder

pytestmark = pytest.mark.slow


def _note(state: Path, text: str) -> None:
    with connect(state, "concord_owner") as owner:
        owner.execute("create table if not exists note (text text)")
        owner.execute("insert into note values (%s)", [text])


def _notes(state: Path) -> list[str]:
    with connect(state, "concord_owner") as owner:
        return [text for (text,) in owner.execute("select text from note order by 1").fetchall()]


def _kill(pids: list[int]) -> None:
    """Kill the processes, and return when the last of them has gone."""
    with ExitStack() as open_files:
        dying = []
        for pid in pids:
            with suppress(ProcessLookupError):  # those that serve another die with it
                dying.append(os.pidfd_open(pid))
                open_files.callback(os.close, dying[-1])
                signal.pidfd_send_signal(dying[-1], signal.SIGKILL)
        for process in dying:
            select.select([process], [], [], 60)


def test_what_was_committed_is_there_after_a_stop_and_a_start(state: Path, engine: Path) -> None:
    with running_database():
        _note(state, "kept")
    assert server_processes(data_folder(state)) == []

    with running_database():
        assert _notes(state) == ["kept"]


def test_a_server_that_died_under_those_who_use_it_is_revived(state: Path, engine: Path) -> None:
    with running_database():
        _note(state, "kept")
        assert not revive()
        _kill(server_processes(data_folder(state)))
        assert revive()
        assert _notes(state) == ["kept"]


@pytest.mark.parametrize("whom", ["only the postmaster", "every process"])
def test_it_starts_again_after_being_killed(state: Path, engine: Path, whom: str) -> None:
    with running_database():
        _note(state, "kept")
        processes = server_processes(data_folder(state))
        first = postmaster(data_folder(state))
        assert first is not None
        _kill([first] if whom == "only the postmaster" else processes)

    with running_database():
        assert postmaster(data_folder(state)) not in {None, first}
        assert _notes(state) == ["kept"]


def test_a_stale_pid_file_whose_number_now_belongs_to_somebody_else_fools_nobody(
    state: Path, engine: Path
) -> None:
    with running_database():
        pid_file = data_folder(state) / "postmaster.pid"
        lines = pid_file.read_text().splitlines()
    pid_file.write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")

    with running_database():
        assert postmaster(data_folder(state)) not in {None, os.getpid()}


@pytest.mark.parametrize("torn", ["", "12", "x\n/tmp\n"])
def test_a_torn_pid_file_is_no_obstacle(state: Path, torn: str) -> None:
    with running_database():
        pass
    (data_folder(state) / "postmaster.pid").write_text(torn)

    with running_database():
        assert postmaster(data_folder(state)) is not None


def test_a_socket_left_behind_with_a_busy_number_is_no_obstacle(state: Path) -> None:
    with running_database():
        facts = places.read_facts(state)
    assert facts is not None
    (Path(facts.sockets) / f".s.PGSQL.{places.PORT}.lock").write_text(f"{os.getpid()}\n")

    with running_database():
        assert postmaster(facts.data) is not None


def test_a_making_that_was_cut_off_is_done_afresh(state: Path) -> None:
    with running_database():
        home = data_folder(state).parent
    data_folder(state).rename(home / "data.part-1")
    (home / "data.part-1.password").write_text("old\n")

    with running_database():
        assert postmaster(data_folder(state)) is not None
    assert {path.name for path in home.iterdir()} == {"data", "start.log"}


def test_an_emptied_temporary_folder_is_made_again(state: Path) -> None:
    with running_database():
        facts = places.read_facts(state)
    assert facts is not None
    Path(facts.sockets).rmdir()

    with running_database(), connect(state, "concord_app") as application:
        assert application.execute("select 1").fetchone() == (1,)


def test_the_last_to_leave_stops_it(state: Path) -> None:
    with running_database():
        with running_database():
            pass
        assert postmaster(data_folder(state)) is not None
    assert server_processes(data_folder(state)) == []


def test_a_user_that_was_killed_does_not_keep_it_running(state: Path) -> None:
    code = (
        "import sys\n"
        "from concord.project.database.own_cluster import revive, running_database\n"
        "with running_database():\n"
        "    print('up', flush=True)\n"
        "    sys.stdin.read()\n"
    )
    user = subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert user.stdin is not None
    assert user.stdout is not None
    with user.stdin, user.stdout:
        assert user.stdout.readline() == b"up\n"
        user.kill()
        user.wait()
    assert postmaster(data_folder(state)) is not None

    with running_database():
        pass
    assert server_processes(data_folder(state)) == []


def test_two_that_start_at_once_share_one(state: Path) -> None:
    seen: list[int | None] = []
    together = threading.Barrier(2, timeout=60)

    def use() -> None:
        with running_database():
            together.wait()
            seen.append(postmaster(data_folder(state)))
            together.wait()

    threads = [threading.Thread(target=use) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(seen) == 2
    assert len(set(seen)) == 1
    assert seen[0] is not None


def test_a_path_of_200_characters_will_do(
    tmp_path: Path, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path
    while len(str(folder)) < 200:
        folder /= "a-long-name-for-a-folder with a space"
    monkeypatch.setenv("CONCORD_STATE", str(folder))

    with running_database(), connect(folder, "concord_app") as application:
        assert application.execute("select 1").fetchone() == (1,)
    from concord.project.database.removal import remove_database

    remove_database(folder)


def test_nobody_else_can_read_anything_of_it(state: Path, engine: Path) -> None:
    with running_database():
        facts = places.read_facts(state)
        assert facts is not None
        for place in (state, Path(facts.home), Path(facts.sockets)):
            assert place.stat().st_mode & 0o077 == 0, place
        for path in [*state.rglob("*"), *Path(facts.home).rglob("*")]:
            assert path.lstat().st_mode & 0o007 == 0, path


def test_a_state_folder_several_levels_down_is_private_too(tmp_path: Path) -> None:
    folder = places.private_folder(tmp_path / "one" / "two" / "logs")

    for made in (folder, folder.parent, folder.parent.parent):
        assert made.stat().st_mode & 0o777 == 0o700


def test_where_none_may_be_made_none_is_made(state: Path) -> None:
    with pytest.raises(Missing, match="make run"), running_database(may_make=False):
        pass
    assert not state.exists()


def test_a_given_database_is_left_to_its_owner(
    state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://concord_app:x@db.example/concord")

    with running_database():
        assert not state.exists()


def test_a_second_start_is_soon_done(state: Path, engine: Path) -> None:
    with running_database():
        pass
    began = time.monotonic()
    with running_database():
        taken = time.monotonic() - began
    assert taken < 10


def test_after_a_start_the_server_begins_at_once_to_finish_pieces_of_its_log(
    state: Path, engine: Path
) -> None:
    with running_database():
        pass
    with running_database(), connect(state, places.SUPERUSER) as superuser:
        # Without a checkpoint since the start it would think of them only minutes later.
        [(is_set_going,)] = superuser.execute(
            "select checkpoint_time >= date_trunc('second', pg_postmaster_start_time())"
            " from pg_control_checkpoint()"
        ).fetchall()
    assert is_set_going
