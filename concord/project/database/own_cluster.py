"""The cluster that Concord runs by itself: there when needed, stopped by the last to leave."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

from concord.project.database import creation, places
from concord.project.database.archive import archive_options
from concord.project.database.binaries import find_binaries
from concord.project.database.connections import is_given
from concord.project.database.lease import Lease, one_at_a_time
from concord.project.database.own_copy import within_reach
from concord.project.database.places import Facts
from concord.project.database.removal import stop_database
from concord.project.database.roles import as_superuser, provision
from concord.project.database.server import Server
from concord.project.database.server_process import postmaster
from concord.project.database.server_user import ServerUser, server_user
from concord.project.troubles import Missing

Step = Callable[[str], AbstractContextManager[object]]
# A cluster for tests may be lost with the machine, and is quicker for it.
_DISPOSABLE = ("-c fsync=off", "-c full_page_writes=off")


def _silent(_: str) -> AbstractContextManager[object]:
    return nullcontext()


@contextmanager
def running_database(*, step: Step = _silent, may_make: bool = True) -> Iterator[None]:
    """Have the installation's database running for as long as the block runs.

    Does nothing for a database that the operator gave. `step` shows what takes time. Raises
    Trouble, or Missing where the machine has no PostgreSQL, and where there is no database yet
    and none may be made.
    """
    if is_given():
        yield
        return
    state = places.state_folder()
    if not may_make and places.read_facts(state) is None:
        raise Missing("There is no database yet. Make one with: make run, or: concord prepare")
    places.private_folder(state)
    lease = Lease(state)
    try:
        _ensure(state, step)
        yield
    finally:
        if lease.is_the_last():
            stop_database(state)
        lease.end()


def revive() -> bool:
    """Start our own server again if it has died, and return whether it had.

    Does nothing for a database that the operator gave: its own service looks after it.
    """
    if is_given():
        return False
    state = places.state_folder()
    facts = places.read_facts(state)
    if facts is None or postmaster(facts.data) is not None:
        return False
    _ensure(state, _silent)
    return True


def _ensure(state: Path, step: Step) -> None:
    with one_at_a_time(state, "database"):
        passwords = places.keep_passwords(state)
        user = server_user()
        facts = creation.settle(state, user)
        server = _server(facts, user)
        if not facts.data.exists():
            with step("Making a database"):
                password = passwords[places.SUPERUSER]
                creation.create(
                    facts, server.binaries, user, password=password, disposable=_is_disposable()
                )
        started = postmaster(facts.data) is None
        if started:
            with step("Starting the database"):
                server.start()
        provision(facts, passwords)
        if started:
            _set_going(facts, passwords)


def _set_going(facts: Facts, passwords: Mapping[str, str]) -> None:
    # After a start the server finishes no piece of its log before its first checkpoint, which
    # may be five minutes away: until then nothing that is written could be taken along.
    with as_superuser(facts, passwords, "postgres") as superuser:
        superuser.execute("checkpoint")


def _server(facts: Facts, user: ServerUser) -> Server:
    binaries = find_binaries(major=_major_of(facts.data))
    options = _DISPOSABLE if _is_disposable() else archive_options(facts)
    return Server(facts, within_reach(binaries, user, Path(facts.home)), user, options)


def _is_disposable() -> bool:
    return bool(os.environ.get("CONCORD_DISPOSABLE_DATABASE"))


def _major_of(data: Path) -> int | None:
    version = data / "PG_VERSION"
    return int(version.read_text("ascii")) if version.exists() else None
