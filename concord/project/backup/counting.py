"""What a database holds at one moment: how many rows in each table, and the audit log's head."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg import sql

_TABLES = """
    select relname from pg_class
    where relkind = 'r' and relnamespace = 'public'::regnamespace order by relname
"""


@dataclass(frozen=True)
class Contents:
    """Rows by table, and the number and hash of the last line of the audit log."""

    rows: dict[str, int]
    audit_line: int
    audit_hash: str


def connect(place: Mapping[str, Any]) -> psycopg.Connection:
    """Return a connection to a place as Django's settings name it; statements stand alone."""
    return psycopg.connect(
        dbname=place["NAME"],
        user=place["USER"],
        password=place["PASSWORD"] or None,
        host=place["HOST"] or None,
        port=place["PORT"] or None,
        connect_timeout=10,
        autocommit=True,
        **place.get("OPTIONS", {}),
    )


@contextmanager
def frozen(connection: psycopg.Connection) -> Iterator[str]:
    """Have the database stand still for this connection; give the name of the snapshot."""
    with connection.transaction():
        connection.execute("set transaction isolation level repeatable read, read only")
        row = connection.execute("select pg_export_snapshot()").fetchone()
        yield str(row[0] if row else "")


def contents_of(connection: psycopg.Connection) -> Contents:
    """Count every table; as a role that sees past the walls."""
    names = [name for (name,) in connection.execute(_TABLES).fetchall()]
    rows = {name: _count(connection, name) for name in names}
    head = connection.execute("select sequence, encode(hash, 'hex') from audit_head").fetchone()
    line, digest = head or (0, "")
    return Contents(rows, line, digest)


def _count(connection: psycopg.Connection, table: str) -> int:
    counted = sql.SQL("select count(*) from {}").format(sql.Identifier(table))
    row = connection.execute(counted).fetchone()
    return int(row[0]) if row else 0
