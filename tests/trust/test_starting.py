"""Concord does not serve on a connection that the walls do not bind (security.md 2.2)."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connections

from concord.trust.context import startup
from tests import databases


def test_as_the_application_it_starts(db):
    startup.refuse_unsafe_role()


@pytest.mark.django_db(databases=["owner"])
def test_as_the_owner_of_the_tables_it_does_not(monkeypatch):
    monkeypatch.setattr(startup, "connection", connections["owner"])
    with pytest.raises(ImproperlyConfigured, match="it owns tables"):
        startup.refuse_unsafe_role()


@pytest.mark.parametrize(
    ("role", "reason"),
    [
        ("superuser", "it is a superuser"),
        ("bypassrls", "it has BYPASSRLS"),
    ],
)
def test_concord_does_not_start_as_a_role_that_the_walls_do_not_bind(monkeypatch, role, reason):
    with databases.superuser("concord") as cursor, cursor.connection.transaction():
        cursor.execute(f"create role concord_trial {role}")
        cursor.execute("set local role concord_trial")
        monkeypatch.setattr(startup, "connection", cursor.connection)
        reasons = startup.unsafe_reasons()
        cursor.execute("reset role")
        cursor.execute("drop role concord_trial")
    assert [one for one in reasons if one.startswith(reason)]
