"""An installation for a while: a restored database that nothing else uses, and then is gone."""

import secrets
import shutil
import tarfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from concord.project.backup.flowing import Flow, expanded
from concord.project.backup.manifest import Manifest, label
from concord.project.backup.pieces import lay_out_pieces
from concord.project.backup.places import BASE, DUMP, Store
from concord.project.backup.programs import programs_for, run_program
from concord.project.backup.recovery import recover_to, remove_recovery
from concord.project.backup.sealed_stream import read_sealed
from concord.project.database import creation, places
from concord.project.database.binaries import Binaries, find_binaries
from concord.project.database.connections import own_place
from concord.project.database.lease import one_at_a_time
from concord.project.database.own_copy import within_reach
from concord.project.database.places import Facts
from concord.project.database.removal import remove_database
from concord.project.database.roles import provision
from concord.project.database.server import Server
from concord.project.database.server_process import postmaster, server_processes
from concord.project.database.server_user import ServerUser, server_user
from concord.project.troubles import Trouble

_PAUSE = 0.1
# A server for a while keeps no log of changes, says what is wrong where we find it, and lets in
# whoever may enter its private socket folder: its passwords are those of the time of the backup.
_PASSING = ("-c archive_mode=off", "-c logging_collector=off", "-c hot_standby=off")
_MAY_BE_LOST = ("-c fsync=off", "-c full_page_writes=off")
# One after the other: left to itself, a parallel pg_restore makes the triggers of a table in parts
# before the parts are filled, and the audit log would be sealed a second time.
_SECTIONS = ("pre-data", "data", "post-data")
_ANYBODY_HERE = "local all all trust\n"


@dataclass(frozen=True)
class Scratch:
    """A passing installation: its state folder, where its cluster lies, and who runs it."""

    state: Path
    facts: Facts
    user: ServerUser
    durable: bool

    @property
    def files(self) -> Path:
        """Where the restored files lie."""
        return self.state / "files"

    def place(self, role: str, *, database: str = places.DATABASE) -> dict[str, str]:
        """Return where its database is, for a role."""
        return {**own_place(self.state, role), "NAME": database}

    def play_back(
        self, store: Store, manifest: Manifest, *, until: str, newest: bool, known_at: float
    ) -> None:
        """Unpack a copy of a cluster and play the log of changes back onto it.

        `until` is an instant in ISO 8601; without one, as far as the log had been taken along
        `known_at` so many seconds since 1970. Raises Trouble with the server's last words when the
        log does not go so far.
        """
        version = manifest.versions["PostgreSQL"].split(".")[0]
        binaries = within_reach(find_binaries(major=int(version)), self.user, Path(self.facts.home))
        pressed = read_sealed(
            store.folder / manifest.name / BASE, store.keys, label=label(manifest.name, BASE)
        )
        unpack(expanded(pressed), self.facts.data, self.user)
        pieces = self.user.own(places.private_folder(Path(self.facts.home) / "pieces"))
        for piece in lay_out_pieces(store, manifest, pieces, known_at=known_at):
            self.user.own(piece)
        recover_to(self.facts.data, pieces, self.user, until=until, newest=newest)
        self._start(binaries)
        remove_recovery(self.facts.data)
        shutil.rmtree(pieces)

    def make_empty(self) -> None:
        """Make a cluster with nothing in it, to put a dump into."""
        binaries = within_reach(find_binaries(), self.user, Path(self.facts.home))
        password = places.read_password(self.state, places.SUPERUSER)
        creation.create(
            self.facts, binaries, self.user, password=password, disposable=not self.durable
        )
        self._start(binaries)

    def put_in_dump(self, store: Store, manifest: Manifest, *, database: str) -> None:
        """Restore the dump of a backup into a database of this cluster."""
        dump = self.state / "dump"
        sealed = store.folder / manifest.name / DUMP
        with dump.open("wb") as file:
            for part in read_sealed(sealed, store.keys, label=label(manifest.name, DUMP)):
                file.write(part)
        major = int(manifest.versions["PostgreSQL"].split(".")[0])
        place = self.place(places.SUPERUSER, database=database)
        options = ("--exit-on-error", "--jobs=2", f"--dbname={database}", str(dump))
        for section in _SECTIONS:
            choice = f"--section={section}"
            run_program(programs_for(major), "pg_restore", (choice, *options), place)
        dump.unlink()

    def _start(self, binaries: Binaries) -> None:
        door = Path(self.facts.home) / "door.conf"
        places.write_private(door, _ANYBODY_HERE)
        self.user.own(door)
        options = (*_PASSING, *(() if self.durable else _MAY_BE_LOST), f"-c hba_file={door}")
        server = Server(self.facts, binaries, self.user, options)
        server.start()
        _wait_until_played_back(server)
        provision(self.facts, places.keep_passwords(self.state))


@contextmanager
def scratch_installation(state: Path, *, durable: bool = False) -> Iterator[Scratch]:
    """Have a passing installation beside another, and leave nothing of it behind.

    A `durable` one may become the installation itself. One drill waits for the other.
    """
    with one_at_a_time(state, "scratch"):
        for left_over in state.glob("scratch-*"):
            _remove(left_over)
        folder = places.private_folder(state / f"scratch-{secrets.token_hex(3)}")
        try:
            places.keep_passwords(folder)
            user = server_user()
            yield Scratch(folder, creation.settle(folder, user), user, durable)
        finally:
            _remove(folder)


def _remove(folder: Path) -> None:
    remove_database(folder)
    shutil.rmtree(folder)


def _wait_until_played_back(server: Server) -> None:
    # However long that takes: it is done when the server takes people in, or has given up.
    data = server.facts.data
    while postmaster(data) is None:
        if not server_processes(data):
            raise Trouble(f"The log of changes was not played back: {server.last_words()}")
        time.sleep(_PAUSE)


def unpack(data: Iterator[bytes], target: Path, user: ServerUser) -> None:
    """Lay the copy of a cluster out in a folder that belongs to the server's user.

    Raises Trouble at anything but files and folders inside it.
    """
    places.private_folder(target)
    with tarfile.open(fileobj=Flow(data), mode="r|") as archive:
        for member in archive:
            if not _is_plain(member):
                raise Trouble(f"The backup holds what no copy of a cluster holds: {member.name}")
            archive.extract(member, target)
    user.own(target)
    for path in target.rglob("*"):
        if path.is_dir():
            path.chmod(0o700)
        user.own(path)


def _is_plain(member: tarfile.TarInfo) -> bool:
    # The first releases of Python 3.11 have no filter that asks this.
    inside = PurePosixPath(member.name)
    return (
        (member.isfile() or member.isdir())
        and not inside.is_absolute()
        and ".." not in inside.parts
    )
