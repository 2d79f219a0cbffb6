"""Databases for tests: one template with every migration and all reference data, cloned as needed.

Cloning takes a fraction of a second, so that tests which must commit can have a database of their
own: the audit log cannot be emptied between tests, on purpose.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from psycopg import sql

from concord.project.database import places

_ROOT = Path(__file__).resolve().parent.parent
_SHAPE = (
    "migrations/*.py",
    "reference/*.json",
    "code_sets/*.json",
    "access/*.json",
    "links/*.json",
    "access/walls.py",
    "access/histories.py",
    "context/privileges.py",
    "instruments/*.json",
)
_ONE_AT_A_TIME = 20210203


def template() -> str:
    """Return the name of the template database of this tree, making it when there is none."""
    name = f"concord_template_{_shape()}"
    with _owner("concord") as cursor:
        cursor.execute("select pg_advisory_lock(%s)", [_ONE_AT_A_TIME])
        if not _exists(cursor, name):
            _make_template(cursor, name)
    return name


@contextmanager
def clone(name: str) -> Iterator[str]:
    """Have a fresh database of that name, with the connections pointing at it, for a while."""
    source = template()
    before = settings.DATABASES["default"]["NAME"]
    with _owner("concord") as cursor:
        cursor.execute("select pg_advisory_lock(%s)", [_ONE_AT_A_TIME])
        cursor.execute(
            sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name))
        )
        cursor.execute(
            sql.SQL("create database {} template {}").format(
                sql.Identifier(name), sql.Identifier(source)
            )
        )
    _point_at(name)
    try:
        yield name
    finally:
        _point_at(before)
        # A server of the test may still be closing its connections, which only a superuser ends.
        with superuser("concord") as cursor:
            cursor.execute(
                sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name))
            )


def _make_template(cursor: "psycopg.Cursor[tuple[str]]", name: str) -> None:
    unfinished = f"{name}_unfinished"
    for statement in ("drop database if exists {} with (force)", "create database {}"):
        cursor.execute(sql.SQL(statement).format(sql.Identifier(unfinished)))
    before = settings.DATABASES["default"]["NAME"]
    _point_at(unfinished)
    call_command("install", verbosity=0)
    _point_at(before)
    cursor.execute(
        sql.SQL("alter database {} rename to {}").format(
            sql.Identifier(unfinished), sql.Identifier(name)
        )
    )


def _point_at(name: str) -> None:
    for alias in settings.DATABASES:
        connections[alias].close()
        settings.DATABASES[alias]["NAME"] = name
        connections[alias].settings_dict["NAME"] = name


@contextmanager
def _owner(database: str) -> Iterator["psycopg.Cursor[tuple[str]]"]:
    place = settings.DATABASES["owner"]
    with psycopg.connect(
        dbname=database,
        user=place["USER"],
        password=place["PASSWORD"],
        host=place["HOST"],
        port=place["PORT"],
        autocommit=True,
    ) as connection:
        yield connection.cursor()


@contextmanager
def superuser(database: str) -> Iterator["psycopg.Cursor[tuple[str]]"]:
    """Have the whole database in hand, as somebody who has broken into the server would."""
    facts = places.read_facts(places.state_folder())
    password = places.read_password(places.state_folder(), places.SUPERUSER)
    if facts is None:
        pytest.skip("The database server is not our own: no test may tamper with it.")
    with psycopg.connect(
        dbname=database,
        user=places.SUPERUSER,
        password=password,
        host=facts.sockets,
        port=places.PORT,
        autocommit=True,
    ) as connection:
        yield connection.cursor()


def _exists(cursor: "psycopg.Cursor[tuple[str]]", name: str) -> bool:
    return bool(cursor.execute("select 1 from pg_database where datname = %s", [name]).fetchone())


def _shape() -> str:
    paths = sorted({path for shape in _SHAPE for path in (_ROOT / "concord").glob(f"**/{shape}")})
    digest = hashlib.sha256()
    for path in paths:
        digest.update(str(path.relative_to(_ROOT)).encode() + path.read_bytes())
    return digest.hexdigest()[:12]
