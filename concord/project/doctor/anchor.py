"""The head of the audit log, noted outside the database: who rewrites one must also find these.

One line of JSON for each anchor, in a file that is only added to, and in the system's own log.
Put the file on another machine or on write-once storage with CONCORD_AUDIT_ANCHORS.
"""

import json
import os
import syslog
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from concord.project.database.places import private_folder, write_private


class Noted(NamedTuple):
    """A line number and its hash, as they were noted."""

    line: int
    hash: str


def anchors_file(state: Path) -> Path:
    """Return where anchors are kept: what the operator says, else in the state folder."""
    stated = os.environ.get("CONCORD_AUDIT_ANCHORS", "")
    return Path(stated) if stated else state / "audit-anchors.jsonl"


def read_anchors(state: Path) -> list[Noted]:
    """Return every anchor, the earliest first. A line cut short by a crash is passed over."""
    path = anchors_file(state)
    if not path.exists():
        return []
    whole = (text for text in path.read_text("ascii").split("\n") if text.endswith("}"))
    return [Noted(row["line"], row["hash"]) for row in map(json.loads, whole)]


def read_anchor(state: Path) -> Noted | None:
    """Return the line and hash that were noted last, or None."""
    noted = read_anchors(state)
    return noted[-1] if noted else None


def set_aside_after(state: Path, line: int) -> None:
    """Keep only anchors up to a line, to which the log was restored; the others lie beside them."""
    path, known = anchors_file(state), read_anchors(state)
    if all(each.line <= line for each in known):
        return
    rows = [text for text in path.read_text("ascii").split("\n") if text.endswith("}")]
    kept = [text for text in rows if json.loads(text)["line"] <= line]
    path.replace(path.with_name(f"{path.name}.before-{datetime.now(tz=UTC):%Y%m%dT%H%M%SZ}"))
    write_private(path, "".join(f"{text}\n" for text in kept))


def note_anchor(state: Path, line: int, digest: str) -> bool:
    """Note the head of the log, unless it is the one noted last; return whether it was noted."""
    if read_anchor(state) == (line, digest):
        return False
    at = datetime.now(tz=UTC).isoformat(timespec="seconds")
    row = json.dumps({"line": line, "hash": digest, "at": at})
    path = anchors_file(state)
    if path.parent == state:
        private_folder(state)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "a") as file:
        # Begins on a fresh line, whatever a crash may have left behind.
        file.write(f"\n{row}\n")
        file.flush()
        os.fsync(file.fileno())
    syslog.openlog("concord-audit", 0, syslog.LOG_AUTHPRIV)
    syslog.syslog(syslog.LOG_NOTICE, f"audit log head {line}:{digest} at {at}")
    return True
