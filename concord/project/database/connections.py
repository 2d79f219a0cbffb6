"""Django's DATABASES: one database, opened by the role that each kind of work needs."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from concord.project.database import places
from concord.project.troubles import Trouble

_ROLES = {
    "default": ("DATABASE_URL", "concord_app"),
    "owner": ("CONCORD_OWNER_DATABASE_URL", "concord_owner"),
    "auditor": ("CONCORD_AUDITOR_DATABASE_URL", "concord_auditor"),
}
# A migration that cannot have its lock gives up instead of making every reader queue behind it.
_SERVER_OPTIONS = {"owner": "-c lock_timeout=2s"}
# Test databases are made and migrated by the owner; the others look at the same one.
_TEST = {"default": {"MIRROR": "owner"}, "auditor": {"MIRROR": "owner"}}


def settings_from_environment() -> dict[str, dict[str, Any]]:
    """Return the connections named default (the application), owner (migrations) and auditor.

    DATABASE_URL and its two companions say where; without them it is the cluster that Concord
    runs by itself. Before that exists the answer is well formed but leads nowhere, so that
    commands which need no database work. Raises Trouble for an address that makes no sense.
    """
    given = os.environ.get("DATABASE_URL", "")
    places_by_alias = _given_addresses(given) if given else _own_cluster(places.state_folder())
    return {alias: _connection(alias, place) for alias, place in places_by_alias.items()}


def backup_place() -> dict[str, Any]:
    """Return where and as whom backups read the database: NAME, USER, PASSWORD, HOST, PORT.

    CONCORD_BACKUP_DATABASE_URL says where; without it, the same database as concord_backup.
    """
    role = "concord_backup"
    if not is_given():
        return own_place(places.state_folder(), role)
    if address := os.environ.get("CONCORD_BACKUP_DATABASE_URL", ""):
        return _parse(address, "CONCORD_BACKUP_DATABASE_URL")
    application = os.environ["DATABASE_URL"]
    return {**_parse(application, "DATABASE_URL"), "USER": role, "PASSWORD": ""}


def is_given() -> bool:
    """Say whether the operator brought a database, so that Concord runs none of its own."""
    return bool(os.environ.get("DATABASE_URL"))


def _connection(alias: str, place: dict[str, Any]) -> dict[str, Any]:
    options = {
        "pool": False,
        "connect_timeout": 10,
        "application_name": f"concord {alias}",
        **place.pop("OPTIONS", {}),
    }
    if alias in _SERVER_OPTIONS:
        options["options"] = _SERVER_OPTIONS[alias]
    return {
        "ENGINE": "django.db.backends.postgresql",
        "CONN_MAX_AGE": 30 if alias == "default" else 0,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
        "TEST": dict(_TEST.get(alias, {})),
        **place,
    }


def _own_cluster(state: Path) -> dict[str, dict[str, Any]]:
    return {alias: own_place(state, role) for alias, (_, role) in _ROLES.items()}


def own_place(state: Path, role: str) -> dict[str, Any]:
    """Return where our own cluster is, for a role: NAME, USER, PASSWORD, HOST and PORT."""
    facts = places.read_facts(state)
    return {
        "NAME": places.DATABASE,
        "USER": role,
        "PASSWORD": places.read_password(state, role) if facts else "",
        "HOST": facts.sockets if facts else str(state / "no-database-yet"),
        "PORT": str(places.PORT),
    }


def _given_addresses(application: str) -> dict[str, dict[str, Any]]:
    found = {}
    for alias, (variable, role) in _ROLES.items():
        if address := os.environ.get(variable, ""):
            found[alias] = _parse(address, variable)
        else:
            # The same database by the role's own name; its password may stand in ~/.pgpass.
            found[alias] = {**_parse(application, "DATABASE_URL"), "USER": role, "PASSWORD": ""}
    return found


def _parse(address: str, variable: str) -> dict[str, Any]:
    parts = urlsplit(address)
    options = dict(parse_qsl(parts.query))
    name = unquote(parts.path.lstrip("/"))
    if parts.scheme not in {"postgres", "postgresql"} or not name:
        raise Trouble(f"{variable} must look like postgresql://role:password@host:5432/database.")
    try:
        port = parts.port
    except ValueError as error:
        raise Trouble(f"The port in {variable} must be a number up to 65535.") from error
    return {
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", unquote(parts.hostname or "")),
        "PORT": str(port or ""),
        "OPTIONS": options,
    }
