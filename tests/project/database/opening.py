"""Opening an installation's database as one of its roles."""

from pathlib import Path

import psycopg

from concord.project.database import places


def connect(state: Path, role: str, database: str = places.DATABASE) -> psycopg.Connection:
    """Return a connection of a role, each statement its own transaction."""
    facts = places.read_facts(state)
    assert facts is not None
    return psycopg.connect(
        host=facts.sockets,
        port=places.PORT,
        user=role,
        password=places.read_password(state, role),
        dbname=database,
        autocommit=True,
    )


def data_folder(state: Path) -> Path:
    """Return the data folder of an installation's own cluster."""
    facts = places.read_facts(state)
    assert facts is not None
    return facts.data
