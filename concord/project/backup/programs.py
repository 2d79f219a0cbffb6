"""PostgreSQL's own programs: what they write, byte by byte, and what went wrong."""

import os
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from concord.project.database.binaries import Binaries, find_binaries
from concord.project.troubles import Missing, Trouble

_READ = 1_048_576


def programs_for(major: int) -> Binaries:
    """Return programs that understand a server of a version: its own, else later ones."""
    try:
        return find_binaries(major=major)
    except Missing:
        found = find_binaries()
    if found.major < major:
        raise Missing(
            f"The database is PostgreSQL {major}, and this machine has the programs of "
            f"{found.version}. Install those of {major}, or set CONCORD_PG_BIN to where they are."
        )
    return found


def output_of(
    binaries: Binaries, program: str, options: Sequence[str], place: Mapping[str, Any]
) -> Iterator[bytes]:
    """Run a program against a database and return what it writes; raise Trouble when it fails."""
    with tempfile.TemporaryFile() as complaints:
        running = subprocess.Popen(
            [str(binaries.folder / program), "--no-password", *options],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=complaints,
            env=_environment(place),
        )
        assert running.stdout is not None  # noqa: S101 - it was asked for above
        try:
            with running.stdout as written:
                while part := written.read(_READ):
                    yield part
            ended = running.wait()
        finally:
            running.kill()
            running.wait()
        if ended:
            complaints.seek(0)
            raise Trouble(f"{program} failed: {_complaint(complaints.read())}")


def run_program(
    binaries: Binaries, program: str, options: Sequence[str], place: Mapping[str, Any]
) -> None:
    """Run a program that writes nothing of interest; raise Trouble when it fails."""
    for _ in output_of(binaries, program, options, place):
        pass


def _environment(place: Mapping[str, Any]) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    given = {
        "PGHOST": place["HOST"],
        "PGPORT": place["PORT"],
        "PGUSER": place["USER"],
        "PGDATABASE": place["NAME"],
        # In the environment of one process, not among its arguments, which everybody may read.
        "PGPASSWORD": place["PASSWORD"],
        **{f"PG{name.upper()}": str(value) for name, value in place.get("OPTIONS", {}).items()},
    }
    return {**kept, **{name: value for name, value in given.items() if value}, "LC_ALL": "C"}


def _complaint(said: bytes) -> str:
    """Return the first line that speaks of an error; what follows it is mostly its consequences."""
    lines = said.decode("utf-8", "replace").strip().splitlines() or ["it said nothing"]
    return next((line for line in lines if "error:" in line), lines[-1])
