"""The second wall on its own (security design T3): every walled table, found in the catalogue."""

import re
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from psycopg import sql

from concord.trust.actors import Actor
from concord.trust.context import set_context
from concord.trust.records import changes_allowed
from tests.trust.filling import filled
from tests.trust.protected import PROTECTED, model_of, walled_tables
from tests.trust.worlds import COMPARTMENTS
from tests.trust.worlds_loaded import staged

STRANGER = Actor(uuid4(), "Stranger", uuid4(), reads=frozenset(COMPARTMENTS))


@pytest.fixture
def stage(db):
    with staged() as made:
        yield made


def rows_shown(table):
    """Return how many rows plain SQL shows, or the database's reason to show none."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql.SQL("select count(*) from {}").format(sql.Identifier(table)))
            return cursor.fetchone()[0]
    except DatabaseError as refused:
        return str(refused).splitlines()[0]


def is_closed(shown):
    """Return whether a table gave nothing away: no row, or one of the two lawful refusals."""
    return shown == 0 or bool(re.search("no security context|permission denied", str(shown)))


def test_without_a_context_no_table_shows_a_row(stage):
    with connection.cursor() as cursor:
        for name in ("user", "agency", "principals", "reads"):
            cursor.execute(f"select set_config('concord.{name}', '', true)")
    shown = {table: rows_shown(table) for table in walled_tables()}
    assert set(PROTECTED) <= set(shown)
    assert {table: rows for table, rows in shown.items() if not is_closed(rows)} == {}


def test_a_stranger_with_every_role_sees_no_row_of_any_table(stage):
    set_context(STRANGER)
    shown = {table: rows_shown(table) for table in walled_tables()}
    assert {table: rows for table, rows in shown.items() if not is_closed(rows)} == {}


def test_the_rows_are_there_for_whoever_was_granted_them(stage):
    set_context(stage.loader)
    assert {table for table in PROTECTED if rows_shown(table) == 0} == set()


def test_every_walled_table_binds_its_owner_too(db):
    assert [table for table, (forced, _) in walled_tables().items() if not forced] == []


@pytest.mark.parametrize("table", [name for name in PROTECTED if name != "subjects_subject"])
def test_adding_to_a_hidden_subject_is_refused_like_adding_to_an_absent_one(stage, table):
    set_context(STRANGER)
    refusals = set()
    for subject_id in (stage.subjects[0], uuid4()):
        row = filled(model_of(table), **{PROTECTED[table].subject: subject_id})
        with (
            pytest.raises(DatabaseError) as refused,
            transaction.atomic(),
            changes_allowed(),
        ):
            model_of(table).objects.bulk_create([row])
        refusals.add(str(refused.value))
    assert len(refusals) == 1
    assert "row-level security" in refusals.pop()
