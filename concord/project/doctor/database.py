"""The database: its version, its roles and the walls between people's records."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from concord.project.database.binaries import OLDEST_VERSION
from concord.project.database.connections import is_given
from concord.project.doctor.findings import Finding, fine, graded, must_change, warning

_ROLE = """
    select rolsuper or rolbypassrls, rolcreatedb or rolcreaterole,
           exists (select 1 from pg_class c where c.relowner = r.oid and c.relkind in ('r', 'p'))
    from pg_roles r where rolname = current_user
"""
# Every table with a column that names whom it is about, and every table with a wall at all.
_UNWALLED = """
    select c.relname from pg_class c
    where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
      and not (c.relrowsecurity and c.relforcerowsecurity)
      and (c.relrowsecurity or exists (
            select 1 from pg_attribute a
            where a.attrelid = c.oid and a.attname = 'subject_id' and not a.attisdropped))
      and has_table_privilege('concord_app', c.oid, 'select')
    order by 1
"""
# The latest patches of each version when this was written (November 2026); each closed holes.
_PATCHED = {15: 20, 16: 16, 17: 12, 18: 6}
_CLOCKS_APART = 5
_SAME_MACHINE = "select coalesce(inet_server_addr() = inet_client_addr(), true)"
_WALLED = """
    select count(*) from pg_class
    where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace and relforcerowsecurity
"""


def examine_database(connections: Any) -> Iterator[Finding]:
    """Look at the server, at each role and at row-level security; `connections` is Django's."""
    with connections["owner"].cursor() as cursor:
        yield from _server(cursor)
        yield _walls(cursor)
    yield _application_role(connections["default"])
    for alias in ("owner", "auditor"):
        yield _other_role(connections[alias], alias)


def _server(cursor: Any) -> Iterator[Finding]:
    version = _value(cursor, "select current_setting('server_version')")
    number = int(_value(cursor, "select current_setting('server_version_num')"))
    yield graded(
        "PostgreSQL",
        str(version),
        f"Concord needs PostgreSQL {OLDEST_VERSION} or later.",
        good=number >= OLDEST_VERSION * 10_000,
    )
    yield patches_of(number)
    yield _clock(cursor)
    yield _source(cursor)
    checksums = _value(cursor, "select current_setting('data_checksums')") == "on"
    yield graded(
        "Data checksums",
        "on" if checksums else "off: a damaged disk goes unnoticed",
        "Stop the server and run pg_checksums --enable.",
        good=checksums,
    )


def patches_of(number: int) -> Finding:
    major, minor = divmod(number, 10_000)
    known = _PATCHED.get(major)
    if known is None or minor >= known:
        return fine("Patches of PostgreSQL", "none is missing that this release knows")
    return must_change(
        "Patches of PostgreSQL",
        f"{major}.{minor} lacks those of {major}.{known}",
        f"Upgrade the server to {major}.{known} or later; the data stay as they are.",
    )


def _clock(cursor: Any) -> Finding:
    told = _value(cursor, "select clock_timestamp()")
    seconds = abs((datetime.now(tz=UTC) - told).total_seconds())
    return graded(
        "Clock of the database",
        f"{seconds:.1f} s from this machine's",
        "Have a time service set both machines' clocks.",
        good=seconds < _CLOCKS_APART,
    )


def _source(cursor: Any) -> Finding:
    if not is_given():
        return warning(
            "Database server",
            "run by Concord itself, on this machine alone: should it fail, somebody must restore",
            "Set DATABASE_URL to a server with TLS, a standby and point-in-time recovery.",
        )
    local = _value(cursor, _SAME_MACHINE)
    by_tls = _value(cursor, "select ssl from pg_stat_ssl where pid = pg_backend_pid()")
    return graded(
        "Connection to the database",
        "local" if local else "by TLS" if by_tls else "readable on the network",
        "Add ?sslmode=verify-full to DATABASE_URL and its companions.",
        good=bool(local or by_tls),
    )


def _walls(cursor: Any) -> Finding:
    cursor.execute(_UNWALLED)
    open_tables = [name for (name,) in cursor.fetchall()]
    if open_tables:
        return must_change(
            "Row-level security",
            f"missing or not forced on {', '.join(open_tables)}",
            "Run: concord prepare. If this stays, do not serve: people could see too much.",
        )
    count = _value(cursor, _WALLED)
    if not count:
        return warning("Row-level security", "no tables yet", "Run: concord prepare")
    return fine("Row-level security", f"forced on {count} tables")


def _application_role(connection: Any) -> Finding:
    with connection.cursor() as cursor:
        cursor.execute(_ROLE)
        unbound, may_create, owns = cursor.fetchone()
    faults = [
        (unbound, "it is a superuser or has BYPASSRLS"),
        (may_create, "it may create databases or roles"),
        (owns, "it owns tables"),
    ]
    said = "; ".join(reason for holds, reason in faults if holds)
    return graded(
        f"Role {connection.settings_dict['USER']} (application)",
        said or "no superuser, no BYPASSRLS, owns nothing",
        "Connect as concord_app, made by concord/project/database/roles.sql.",
        good=not said,
    )


def _other_role(connection: Any, alias: str) -> Finding:
    subject = f"Role {connection.settings_dict['USER']} ({alias})"
    with connection.cursor() as cursor:
        cursor.execute(_ROLE)
        unbound, _, _ = cursor.fetchone()
    return graded(
        subject,
        "a superuser, or has BYPASSRLS" if unbound else "can sign in, is bound by the walls",
        "Take SUPERUSER and BYPASSRLS from it: see concord/project/database/roles.sql.",
        good=not unbound,
    )


def _value(cursor: Any, query: str) -> Any:
    cursor.execute(query)
    return cursor.fetchone()[0]
