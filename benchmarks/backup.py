"""How long backups and restorations take, and how much would be lost, at a stated size.

python -m benchmarks.backup [--people 200000] [--lines 1000000] [--files 500] [--drills 3]

Makes an installation of its own, builds a district in it (benchmarks/district.py), fills its audit
log and takes a backup. Then somebody writes ten times a second while the log of changes is taken
along as `concord serve` does it, and at chance moments a disaster is supposed: the backup is
restored beside it and proved. Set CONCORD_PG_BIN to choose the PostgreSQL. Exits with 1 when more
than a minute would be lost, or anything restored is not proved.
"""

import argparse
import os
import random
import shutil
import signal
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.targets import Targets

LOST_SECONDS = 60
_LINE = (
    "insert into audit_entry (what, record_type, record_id, subject_ids, purpose, details)"
    " values ('Opened', 'subject', 'x', array[gen_random_uuid()], '', '{}')"
)
_SIZE = "select pg_size_pretty(pg_database_size(current_database())), current_setting(%s)"


class Steps:
    """Prints each step of something long when the next begins, with how long it took."""

    def __init__(self) -> None:
        self._began, self._what = time.perf_counter(), ""

    def __call__(self, what: str) -> None:
        """Begin a step; an empty one ends the last."""
        if self._what:
            print(f"  {self._what}: {time.perf_counter() - self._began:.1f} s", flush=True)
        self._began, self._what = time.perf_counter(), what


def fill(place: dict[str, Any], asked: argparse.Namespace) -> None:
    """Build the district, its audit log and its files, and say how large all that is."""
    from benchmarks import district
    from benchmarks.audit import FILL
    from concord.engines.documents.storage import ORIGINAL, write_sealed
    from concord.project.backup.counting import connect

    with connect(place) as superuser:
        events = district.build(superuser.cursor(), asked.people)
        with superuser.transaction():
            superuser.execute(FILL.encode().replace(b"%s", str(asked.lines).encode()))
        [(size, version)] = superuser.execute(_SIZE, ["server_version"]).fetchall()
    for number in range(asked.files):
        write_sealed(f"{number:06x}", ORIGINAL, os.urandom(200_000))
    print(
        f"PostgreSQL {version}: {asked.people:,} people, {events:,} events, {asked.lines:,} lines"
        f" of the audit log, {size}; {asked.files} attached files of 200 kB"
    )


@contextmanager
def at_work(state: Path, files: Path, place: dict[str, Any]) -> Iterator[None]:
    """Have somebody write ten times a second, and the keeper of backups at work."""
    from concord.project.backup.counting import connect
    from concord.project.backup.keeping import keep_backups

    over = threading.Event()

    def write() -> None:
        with connect(place) as application:
            while not over.wait(0.1):
                application.execute(_LINE)

    threads = [
        threading.Thread(target=write),
        threading.Thread(target=keep_backups, args=(state, files, over)),
    ]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        over.set()
        for thread in threads:
            thread.join()


def disasters(state: Path, place: dict[str, Any], count: int, targets: Targets) -> None:
    """Suppose a disaster at chance moments, restore, and say what was lost and how long it took."""
    from concord.project.backup.drill import drill
    from concord.project.backup.losing import present_state

    chance, steps = random.Random(5), Steps()  # noqa: S311 - guards nothing
    worst, unproved = 0.0, 0
    for number in range(1, count + 1):
        time.sleep(60 + chance.uniform(0, 40))
        found = drill(state, "", present=present_state(place), say=steps)
        steps("")
        assert found.lost is not None
        worst = max(worst, found.lost.seconds)
        unproved += not found.sound
        for each in found.proofs:
            print(f"    {'ok' if each.sound else 'WRONG'} {each.subject}: {each.found}")
        print(
            f"Disaster {number}: recovery point {found.lost.seconds:.1f} s"
            f" ({found.lost.lines} lines), recovery time {found.recovery_seconds:.1f} s,"
            f" the dump besides {found.dump_seconds:.1f} s,"
            f" {'everything verified' if found.sound else 'NOT SOUND'}",
            flush=True,
        )
    targets.at_most("recovery point at worst, seconds", worst, LOST_SECONDS)
    targets.at_most("restorations not proved", unproved, 0)


def measure(asked: argparse.Namespace, targets: Targets) -> None:
    """Measure everything in an installation that the environment names already."""
    import django
    from django.conf import settings

    from concord.project.backup.taking import take_backup
    from concord.project.database.connections import backup_place, own_place
    from concord.project.database.own_cluster import running_database
    from concord.project.database.places import SUPERUSER, state_folder

    state = state_folder()
    with running_database():
        django.setup()
        from django.core.management import call_command

        call_command("install", verbosity=0)
        fill(own_place(state, SUPERUSER), asked)
        steps, began = Steps(), time.perf_counter()
        taken = take_backup(state, settings.FILES_FOLDER, say=steps)
        steps("")
        took = time.perf_counter() - began
        sizes = ", ".join(f"{part} {size / 1e6:,.0f} MB" for part, size in taken.sizes.items())
        print(f"Backup: {took:.1f} s ({sizes})", flush=True)
        with at_work(state, settings.FILES_FOLDER, own_place(state, "concord_app")):
            disasters(state, backup_place(), asked.drills, targets)


def main() -> None:
    """Make an installation, measure in it, and remove it."""
    words = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    words.add_argument("--people", type=int, default=200_000)
    words.add_argument("--lines", type=int, default=1_000_000)
    words.add_argument("--files", type=int, default=500)
    words.add_argument("--drills", type=int, default=3)
    asked = words.parse_args()

    from concord.project.database.removal import remove_database

    # Being ended from outside is like Ctrl-C: nothing is left behind.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    folder = Path(tempfile.mkdtemp(prefix="concord-backup-"))
    state = folder / "state"
    for name in ("DATABASE_URL", "CONCORD_DISPOSABLE_DATABASE", "CONCORD_BACKUPS"):
        os.environ.pop(name, None)
    os.environ |= {
        "CONCORD_STATE": str(state),
        "CONCORD_MODE": "practice",
        "DJANGO_SETTINGS_MODULE": "concord.project.settings",
    }
    targets = Targets()
    try:
        measure(asked, targets)
    finally:
        remove_database(state)
        shutil.rmtree(folder)
    targets.finish()


if __name__ == "__main__":
    main()
