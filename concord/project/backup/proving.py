"""Is a restored installation sound? Run in a process of its own, with Django on that database.

Reads what to expect from standard input and writes what it found, both as JSON.
"""

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from concord.project.backup.counting import Contents, connect, contents_of
from concord.project.backup.manifest import Manifest
from concord.project.database.connections import backup_place

_LOST = (
    "select location from documents_content where stored_at <= %s order by stored_at desc, location"
)
_TRIED = 5


@dataclass(frozen=True)
class Proof:
    """One thing that was looked at, whether it is as it should be, and what was found."""

    subject: str
    sound: bool
    found: str


def prove(manifest: Manifest, anchors: list[tuple[int, str]]) -> Iterator[Proof]:
    """Look at everything a restored installation must have; `anchors` were noted outside it."""
    from concord.project.backup.wall_proof import prove_walls

    with connect(backup_place()) as connection:
        contents = contents_of(connection)
        yield _head(manifest, contents)
        yield _chain(manifest, contents, anchors)
        yield prove_rows(manifest, contents)
        yield _keys(manifest)
        yield _files(manifest, connection)
        yield _sessions(connection, contents)
        yield from prove_walls(connection, contents.rows)


def prove_rows(manifest: Manifest, contents: Contents, *, exactly: bool = False) -> Proof:
    """Compare the rows of every table with the manifest's.

    What was restored may be later than the manifest: then there may be more rows, and fewer only
    where rows are there to be removed. `exactly` asks for the same numbers everywhere.
    """
    from concord.trust.context.privileges import REMOVABLE

    faults = [
        f"{table} has {contents.rows.get(table, 'no table')}, not {expected:,}"
        for table, expected in manifest.rows.items()
        if not _as_many(contents.rows.get(table, -1), expected, table in REMOVABLE, exactly)
    ]
    found = f"{sum(contents.rows.values()):,} rows in {len(contents.rows)} tables"
    return Proof("Rows", not faults, "; ".join(faults) or found)


def _as_many(found: int, expected: int, may_be_fewer: bool, exactly: bool) -> bool:
    if exactly:
        return found == expected
    return found >= (0 if may_be_fewer else expected)


def _head(manifest: Manifest, contents: Contents) -> Proof:
    found = f"line {contents.audit_line:,}; the backup was made at line {manifest.audit_line:,}"
    return Proof("Head of the audit log", contents.audit_line >= manifest.audit_line, found)


def _chain(manifest: Manifest, contents: Contents, anchors: list[tuple[int, str]]) -> Proof:
    from concord.trust.audit.verify import verify_audit

    noted = {(manifest.audit_line, manifest.audit_hash)} if manifest.audit_line else set()
    # What was noted after the moment that was restored to is lost, not forged.
    noted.update(tuple(each) for each in anchors if 0 < each[0] <= contents.audit_line)
    found = verify_audit(anchors=noted)
    said = f"{found.lines:,} lines, {found.anchors} anchors found again"
    return Proof("Audit chain", found.sound, said if found.sound else "; ".join(found.faults))


def _keys(manifest: Manifest) -> Proof:
    from django.conf import settings

    from concord.project.backup.fingerprints import fingerprints

    held = fingerprints(settings)
    if other := [name for name, told in manifest.keys.items() if held.get(name) != told]:
        found = f"missing, or not those of the backup: {', '.join(other)}"
        return Proof("Keys", False, found)
    return Proof("Keys", True, f"all {len(manifest.keys)} that the data need")


def _files(manifest: Manifest, connection: Any) -> Proof:
    """Every file that was known at the backup is there, and the keys at hand open the latest."""
    from concord.engines.documents.storage import ORIGINAL, folder, read_sealed

    taken = datetime.fromisoformat(manifest.taken_at)
    known = [location for (location,) in connection.execute(_LOST, [taken]).fetchall()]
    there = {path.stem for path in folder().glob(f"??/*.{ORIGINAL}")}
    if missing := [location for location in known if location not in there]:
        return Proof("Attached files", False, f"{len(missing)} of {len(known)} are missing")
    for location in known[:_TRIED]:
        try:
            read_sealed(location, ORIGINAL)
        except Exception as error:
            return Proof("Attached files", False, f"one does not open: {type(error).__name__}")
    return Proof("Attached files", True, f"{len(known)} known, all there")


def _sessions(connection: Any, contents: Contents) -> Proof:
    held = connection.execute(
        "select count(*) from jobs_job"
        " where done_at is null and gave_up_at is null and held_at is null"
    ).fetchone()[0]
    sound = contents.rows.get("django_session") == 0 and not held
    return Proof("Sessions and outbox", sound, "every session is over, what waits is held back")


def main() -> None:
    """Prove the installation that the environment names."""
    import django

    django.setup()
    asked = json.load(sys.stdin)
    proofs = prove(Manifest(**asked["manifest"]), asked["anchors"])
    json.dump([asdict(each) for each in proofs], sys.stdout)


if __name__ == "__main__":
    main()
