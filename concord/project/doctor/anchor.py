"""The head of the audit log, noted outside the database: who rewrites one must also find this."""

import json
from pathlib import Path

from concord.project.database.places import write_private


def read_anchor(state: Path) -> tuple[int, str] | None:
    """Return the line and hash that were noted last, or None."""
    path = _file(state)
    if not path.exists():
        return None
    noted = json.loads(path.read_text("ascii"))
    return noted["line"], noted["hash"]


def note_anchor(state: Path, line: int, digest: str) -> None:
    """Note the head of a log that was found sound."""
    write_private(_file(state), json.dumps({"line": line, "hash": digest}) + "\n")


def _file(state: Path) -> Path:
    return state / "audit-anchor.json"
