"""Making a cluster: the folder it lives in and its first files, whole or not at all."""

import hashlib
import os
import secrets
import shutil
from pathlib import Path

from concord.project.database import places
from concord.project.database.binaries import Binaries
from concord.project.database.places import Facts
from concord.project.database.server_user import ServerUser
from concord.project.database.sockets import make_private, socket_folder
from concord.project.troubles import Trouble

_SYSTEM = Path("/var/lib")
_LOCALES = ("C.UTF-8", "C")
# Statements and details of errors can hold what was written about a child: they are not logged.
_CONFIGURATION = """
# Concord's own settings.
listen_addresses = ''
unix_socket_permissions = 0700
password_encryption = 'scram-sha-256'
timezone = 'UTC'
log_timezone = 'UTC'
logging_collector = on
log_directory = 'log'
log_filename = 'postgresql-%a.log'
log_truncate_on_rotation = on
log_rotation_age = 1d
log_file_mode = 0600
log_min_error_statement = panic
log_error_verbosity = terse
"""


def settle(state: Path, user: ServerUser) -> Facts:
    """Decide once where the cluster lives, and make its two folders (again) if need be."""
    facts = places.read_facts(state)
    if facts is None:
        facts = Facts(home=str(_home(state, user)), sockets=str(socket_folder(state, user)))
        places.keep_facts(state, facts)
    _own_folder(Path(facts.home), user)
    if not make_private(Path(facts.sockets), user):
        facts = Facts(home=facts.home, sockets=str(socket_folder(state, user)))
        places.keep_facts(state, facts)
    return facts


def create(
    facts: Facts, binaries: Binaries, user: ServerUser, *, password: str, disposable: bool
) -> None:
    """Run initdb beside the final place and move the result there, so that a death half-way
    leaves nothing that looks like a cluster. A `disposable` one may be lost with the machine.
    """
    home = Path(facts.home)
    _clear_leftovers(home)
    # A name of its own: an initdb whose starter was killed may still be writing to another.
    part = home / f"data.part-{secrets.token_hex(4)}"
    password_file = part.with_suffix(".password")
    places.write_private(password_file, password + "\n")
    try:
        options = ["--no-sync"] if disposable else []
        _initialise(binaries, user, part, user.own(password_file), options)
    finally:
        password_file.unlink()
    with (part / "postgresql.conf").open("a") as configuration:
        configuration.write(_CONFIGURATION)
    part.rename(facts.data)


def _clear_leftovers(home: Path) -> None:
    for leftover in home.glob("data.part-*"):
        if leftover.is_dir():
            shutil.rmtree(leftover, ignore_errors=True)
        else:
            leftover.unlink()


def _initialise(
    binaries: Binaries, user: ServerUser, part: Path, password_file: Path, options: list[str]
) -> None:
    said = ""
    for locale in _LOCALES:  # a machine without C.UTF-8 sorts the same way under C
        command: list[str | Path] = [
            binaries.folder / "initdb",
            "--auth=scram-sha-256",
            f"--pwfile={password_file}",
            "--data-checksums",
            "--encoding=UTF8",
            f"--locale={locale}",
            f"--username={places.SUPERUSER}",
            f"--pgdata={part}",
            *options,
        ]
        done = user.run(command, seconds=300)
        if done.returncode == 0:
            return
        said = done.stdout.strip().rpartition("\n")[2]
        shutil.rmtree(part, ignore_errors=True)
    raise Trouble(f"PostgreSQL could not make its files in {part.parent}: {said}")


def _home(state: Path, user: ServerUser) -> Path:
    if not user.switched:
        return state / "database" / "cluster"
    # The server's user may not enter root's private folders, and those must stay private. The
    # last part keeps a new installation in the same place apart from the files of an old one.
    digest = hashlib.sha256(os.fsencode(state)).hexdigest()[:12]
    return _SYSTEM / f"concord-{digest}-{secrets.token_hex(3)}"


def _own_folder(home: Path, user: ServerUser) -> None:
    places.private_folder(home)
    user.own(home)
