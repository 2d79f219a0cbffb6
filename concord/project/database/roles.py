"""Who may do what in our own cluster: its roles, its database and who may enter it."""

from collections.abc import Mapping
from pathlib import Path

import psycopg
from psycopg import sql

from concord.project.database import places
from concord.project.database.places import Facts

_HERE = Path(__file__).parent


def provision(facts: Facts, passwords: Mapping[str, str]) -> None:
    """Make roles and database as they ought to be. Safe to run again after dying half-way."""
    with as_superuser(facts, passwords, "postgres") as cluster:
        cluster.execute((_HERE / "roles.sql").read_bytes())
        for role in places.LOGIN_ROLES:
            give_password(cluster, role, passwords[role])
        _make_database(cluster)
    # Databases that the owner makes for tests are copies of template1: the same walls there.
    for name in (places.DATABASE, "template1"):
        with as_superuser(facts, passwords, name) as database:
            database.execute((_HERE / "schema.sql").read_bytes())


def give_password(cluster: psycopg.Connection, role: str, password: str) -> None:
    """Give a role the password that it signs in with from now on."""
    # The verifier is made here, so that the password itself is in no statement and no log.
    verifier = cluster.pgconn.encrypt_password(
        password.encode(), role.encode(), b"scram-sha-256"
    ).decode()
    command = sql.SQL("alter role {} password {}")
    cluster.execute(command.format(sql.Identifier(role), sql.Literal(verifier)))


def _make_database(cluster: psycopg.Connection) -> None:
    name = places.DATABASE
    found = cluster.execute("select 1 from pg_database where datname = %s", [name]).fetchone()
    if not found:
        command = sql.SQL("create database {} owner concord_owner encoding 'UTF8'")
        cluster.execute(command.format(sql.Identifier(name)))
    closed = sql.SQL(
        "revoke connect, temporary on database {0} from public;"
        "grant connect on database {0} to concord_app, concord_auditor, concord_backup;"
    )
    cluster.execute(closed.format(sql.Identifier(name)))


def as_superuser(facts: Facts, passwords: Mapping[str, str], database: str) -> psycopg.Connection:
    """Return a connection to our own cluster that may do anything; statements stand alone."""
    return psycopg.connect(
        host=facts.sockets,
        port=places.PORT,
        dbname=database,
        user=places.SUPERUSER,
        password=passwords[places.SUPERUSER],
        connect_timeout=10,
        autocommit=True,
    )
