"""Keep backups while Concord is served: the log of changes every few seconds, a backup a night.

Only for the cluster that Concord runs by itself; whoever brought a database looks after it.
"""

import logging
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from concord.project.backup.attachments import gather_files
from concord.project.backup.cluster_copy import OwnCluster
from concord.project.backup.pieces import are_waiting, discard_pieces
from concord.project.backup.places import open_store, taken_at
from concord.project.backup.taking import take_backup
from concord.project.database.connections import is_given
from concord.project.database.places import read_facts
from concord.project.troubles import Missing

# A piece of the log is finished after half a minute at most: with this, less than one is lost.
EVERY = 10.0
NIGHTLY_AT = 2
_LOOK_EVERY, _FIRST_AFTER = 60.0, 300.0
_LONDON = ZoneInfo("Europe/London")
_log = logging.getLogger(__name__)


def is_due(newest: datetime | None, now: datetime) -> bool:
    """Say whether the nightly backup is still to be taken: none since two in the morning."""
    local = now.astimezone(_LONDON)
    last = local.replace(hour=NIGHTLY_AT, minute=0, second=0, microsecond=0)
    if last > local:
        last -= timedelta(days=1)
    return newest is None or newest < last


def keep_backups(state: Path, files: Path, stopping: threading.Event) -> None:
    """Work until told to stop. What fails is logged and tried again."""
    # In a thread of its own: a long backup must not keep the log of changes waiting.
    night = threading.Thread(target=_keep_nights, args=[state, files, stopping], daemon=True)
    night.start()
    while not stopping.wait(EVERY):
        _try("take the log of changes along", lambda: take_along(state, files))


def take_along(state: Path, files: Path) -> None:
    """Take along what is finished: pieces of the log of changes, attached files.

    Raises Missing without a backup key; what nobody can seal is then not kept either.
    """
    facts = read_facts(state)
    try:
        store = open_store(state)
    except Missing:
        if facts:
            discard_pieces(state, facts)
        raise
    if facts and are_waiting(facts):
        OwnCluster(state, facts).gather(store)
    gather_files(store, files)


def take_along_quietly(state: Path, files: Path) -> None:
    """Take along what a command has left behind, where nobody serves; it can wait if need be."""
    facts = read_facts(state)
    if facts and are_waiting(facts) and not is_given():
        _try("take the log of changes along", lambda: take_along(state, files))


def take_nightly_backup(state: Path, files: Path, *, now: datetime) -> bool:
    """Take the nightly backup unless there is one already; return whether it was taken."""
    names = open_store(state).names()
    if not is_due(taken_at(names[-1]) if names else None, now):
        return False
    take_backup(state, files, say=_log.info)
    return True


def _keep_nights(state: Path, files: Path, stopping: threading.Event) -> None:
    pause = _FIRST_AFTER  # somebody who has just started Concord wants to use it first
    while not stopping.wait(pause):
        pause = _LOOK_EVERY
        now = datetime.now(tz=UTC)
        _try("take a backup", lambda now=now: take_nightly_backup(state, files, now=now))


def _try(what: str, do: Callable[[], object]) -> None:
    try:
        do()
    except Exception as problem:
        # No traceback: its values could name people.
        facts = {"what": what, "problem": type(problem).__name__}
        _log.error("Could not %(what)s: %(problem)s", facts, extra={"facts": facts})
