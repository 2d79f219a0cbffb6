"""Concord refuses to serve on a connection that could walk through its own walls."""

import logging
import time

from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, connection

_PAUSE = 0.5
logger = logging.getLogger(__name__)

_FACTS = """
    select r.rolsuper, r.rolbypassrls,
           exists (select 1 from pg_class c where c.relowner = r.oid and c.relkind in ('r', 'p'))
    from pg_roles r where r.rolname = current_user
"""


def unsafe_reasons() -> list[str]:
    """Return why the application's database role may not serve, in plain sentences."""
    with connection.cursor() as cursor:
        cursor.execute(_FACTS)
        superuser, bypasses, owns = cursor.fetchone()
    found = [
        (superuser, "it is a superuser, which row-level security does not bind"),
        (bypasses, "it has BYPASSRLS"),
        (owns, "it owns tables, and an owner can switch row-level security off"),
    ]
    return [reason for holds, reason in found if holds]


def refuse_unsafe_role() -> None:
    """Raise ImproperlyConfigured unless the application connects as a role the walls bind.

    Waits for a database that is starting: a web server gives up for good when a process of its own
    fails to start, and nobody would be served when the database is back.
    """
    _wait_for_database()
    if reasons := unsafe_reasons():
        raise ImproperlyConfigured(
            "Concord will not start: the database role it was given is unsafe: "
            + "; ".join(reasons)
            + ". Connect as concord_app."
        )


def _wait_for_database() -> None:
    while True:
        try:
            connection.ensure_connection()
        except OperationalError:
            logger.warning("Waiting for the database.")
            time.sleep(_PAUSE)
        else:
            return
