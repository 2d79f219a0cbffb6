"""Where an installation keeps what it must not lose: its state folder and the files in it."""

import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

from concord.project.troubles import Trouble

ROOT = Path(__file__).resolve().parents[3]
SUPERUSER = "postgres"
LOGIN_ROLES = ("concord_owner", "concord_app", "concord_auditor", "concord_backup")
DATABASE = "concord"
# The socket folder belongs to one cluster alone, so the port only names the socket file.
PORT = 5432


def state_folder() -> Path:
    """Return the folder that holds this installation's keys, passwords and records of itself."""
    return Path(os.environ.get("CONCORD_STATE") or ROOT / ".concord").absolute()


def files_folder(state: Path) -> Path:
    """Return the folder of the files that people attach, which lie in it sealed."""
    return Path(os.environ.get("CONCORD_FILES") or state / "files")


@dataclass(frozen=True)
class Facts:
    """What was decided when the cluster was made: the folder it lives in and its socket folder."""

    home: str
    sockets: str

    @property
    def data(self) -> Path:
        return Path(self.home) / "data"


def read_facts(state: Path) -> Facts | None:
    """Return what is on record about this installation's own cluster, or None before it has one."""
    try:
        return Facts(**json.loads(_facts_file(state).read_text("utf-8")))
    except FileNotFoundError:
        return None
    except (ValueError, TypeError) as error:
        raise Trouble(
            f"{_facts_file(state)} no longer says where the database is. Put back a copy of it."
        ) from error
    except PermissionError as error:
        raise Trouble(
            f"{state} belongs to another user of this machine. Run Concord as that user, "
            "or set CONCORD_STATE to a folder of your own."
        ) from error


def keep_facts(state: Path, facts: Facts) -> None:
    """Record the cluster's facts, whole or not at all."""
    write_private(_facts_file(state), json.dumps(asdict(facts), indent=2) + "\n")


def read_password(state: Path, role: str) -> str:
    """Return the password kept for a database role, or "" while it has none."""
    path = _password_file(state, role)
    return path.read_text("ascii").strip() if path.exists() else ""


def keep_passwords(state: Path) -> dict[str, str]:
    """Return the password of every role that signs in, making those that do not exist yet."""
    for role in (SUPERUSER, *LOGIN_ROLES):
        if not read_password(state, role):
            write_private(_password_file(state, role), secrets.token_urlsafe(32) + "\n")
    return {role: read_password(state, role) for role in (SUPERUSER, *LOGIN_ROLES)}


def private_folder(path: Path) -> Path:
    """Make a folder that only its owner may open, without touching the folders that are there."""
    if not path.parent.exists():
        private_folder(path.parent)
    path.mkdir(exist_ok=True, mode=0o700)
    if path.stat().st_mode & 0o077:
        path.chmod(0o700)
    return path


def write_private(path: Path, text: str) -> None:
    """Write a file that nobody else may read; a reader sees the old text or the new, never half."""
    private_folder(path.parent)
    aside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)


def _facts_file(state: Path) -> Path:
    return state / "database" / "cluster.json"


def _password_file(state: Path, role: str) -> Path:
    return state / "database" / "passwords" / role
