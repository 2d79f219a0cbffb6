"""Stopping our own server, and removing the cluster. Needs no packages: `make clean` uses it."""

import shutil
from pathlib import Path

from concord.project.database import places
from concord.project.database.server_process import stop_server


def stop_database(state: Path) -> None:
    """Stop an installation's own server, whoever uses it."""
    if facts := places.read_facts(state):
        stop_server(facts.data)


def remove_database(state: Path) -> None:
    """Stop an installation's own server and delete the cluster with all its data."""
    facts = places.read_facts(state)
    if facts is None:
        return
    stop_server(facts.data)
    for folder in (Path(facts.home), Path(facts.sockets), state / "database"):
        shutil.rmtree(folder, ignore_errors=True)
