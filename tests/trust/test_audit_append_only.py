"""The log is only ever added to, on every one of its partitions, and never says when or who."""

import pytest
from django.db import DatabaseError, connection, connections, transaction

PARTITIONS = """
    select inhrelid::regclass::text from pg_inherits
    where inhparent in ('audit_entry'::regclass, 'audit_change'::regclass) order by 1
"""
RIGHTS = ("select", "insert", "update", "delete", "truncate", "references", "trigger")


@pytest.fixture
def asking(partnership):
    """Ask the database as the application, on somebody's behalf."""
    with partnership.as_("worker"), connection.cursor() as cursor:
        yield cursor


def rows_of(cursor, statement, *values):
    cursor.execute(statement, values)
    return [row[0] for row in cursor.fetchall()]


def test_the_application_has_no_right_at_all_on_any_partition(asking):
    partitions = rows_of(asking, PARTITIONS)
    assert len(partitions) > 80
    open_ = [
        (partition, right)
        for partition in partitions
        for right in RIGHTS
        if rows_of(asking, "select has_table_privilege(%s, %s)", partition, right) == [True]
    ]
    assert open_ == []


@pytest.mark.parametrize("table", ["audit_entry", "audit_change", "audit_seal", "audit_head"])
@pytest.mark.parametrize("right", ["update", "delete", "truncate", "trigger"])
def test_the_application_may_only_add_to_the_log(asking, table, right):
    assert rows_of(asking, "select has_table_privilege(%s, %s)", table, right) == [False]
    assert rows_of(asking, "select has_any_column_privilege(%s, 'update')", table) == [False]


@pytest.mark.parametrize(
    "statement",
    [
        "update {} set id = id",
        "delete from {}",
        "truncate {}",
        "select * from {}",
        "alter table {} disable trigger all",
        "alter table audit_entry detach partition {}",
        "drop table {}",
        "set session_replication_role = replica",
    ],
)
@pytest.mark.parametrize("place", [0, 40, -1])
def test_the_database_refuses_the_application_on_a_partition(asking, statement, place):
    partition = rows_of(asking, PARTITIONS)[place]
    with (
        pytest.raises(DatabaseError, match=r"permission denied|must be owner"),
        transaction.atomic(),
    ):
        asking.execute(statement.format(partition))


@pytest.mark.parametrize(
    "column",
    [
        "id",
        "at",
        "user_id",
        "agency_id",
        "change_set",
    ],
)
def test_the_application_cannot_say_when_who_or_in_which_change(asking, column):
    right = "select has_column_privilege('audit_entry', %s, 'insert')"
    assert rows_of(asking, right, column) == [False]


def test_months_are_made_two_years_ahead_and_making_them_again_makes_none(asking):
    assert rows_of(asking, "select audit_months_ahead()") == [0]
    latest = "to_char(now() + interval '24 months', '_YYYY_MM')"
    there = f"select to_regclass('audit_' || part || {latest}) is not null"
    assert rows_of(asking, there + " from unnest(array['entry', 'change']) part") == [True, True]


def test_a_line_in_a_month_that_nobody_made_is_kept_all_the_same(own_database):
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute(
            "insert into audit_entry (at, what, record_type, record_id, subject_ids, purpose,"
            " details) values ('2050-01-01', 'Opened', 'x', 'x', '{}', '', '{}')"
            " returning tableoid::regclass::text"
        )
        assert cursor.fetchone() == ("audit_entry_later",)
