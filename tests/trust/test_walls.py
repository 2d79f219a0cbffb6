"""The second wall: what the database itself refuses, whatever the application asks."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from psycopg import sql

from concord.registers.subjects.commands import PersonDetails, register_person
from concord.registers.subjects.models import Name, Subject
from concord.trust.access.commands import (
    block_sight,
    break_glass,
    give_sight,
    lift_restriction,
)
from concord.trust.actors import on_behalf_of
from concord.trust.commands import Refused
from tests.factories import new_key
from tests.factories.sealing import restrict


def enter_child(partnership, *also):
    """Enter a child whom social care may see, and other agencies too; return the key."""
    key, at = new_key(), timezone.now()
    worker = partnership.actor("worker")
    for agency in (partnership.social_care, *also):
        give_sight(
            key,
            by=on_behalf_of(worker),
            to_agency=agency.pk,
            compartments=("identity",),
            starts_at=at,
            ends_at=at + timedelta(days=30),
            because="a test",
            source_type="test",
        )
    register_person(
        key, by=worker, details=PersonDetails("Sam Practice"), source="test", on=at.date()
    )
    return key


def seen_raw(table="subjects_subject"):
    """Count the rows that plain SQL shows, past every query of ours."""
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("select count(*) from {}").format(sql.Identifier(table)))
        return cursor.fetchone()[0]


def test_an_agency_without_a_grant_sees_no_row_in_plain_sql(partnership):
    with partnership.as_("worker"):
        enter_child(partnership)
        assert (seen_raw(), seen_raw("subjects_name")) == (1, 1)
    with partnership.as_("officer"):
        assert (seen_raw(), seen_raw("subjects_name")) == (0, 0)


def test_a_role_below_the_compartment_sees_no_row(partnership):
    with partnership.as_("worker"):
        enter_child(partnership, partnership.board)
    with partnership.as_("analyst"):
        assert seen_raw() == 0


def test_a_block_beats_a_grant(partnership):
    with partnership.as_("worker"):
        key = enter_child(partnership)
        block_sight(
            key,
            by=partnership.actor("worker"),
            user_id=partnership.users["second_worker"].pk,
            reason="cousin",
            at=timezone.now(),
        )
    with partnership.as_("second_worker"):
        assert seen_raw() == 0
    with partnership.as_("worker"):
        assert seen_raw() == 1


def test_a_restriction_puts_grants_to_sleep_and_lifting_wakes_them(partnership):
    manager = partnership.actor("manager")
    with partnership.as_("manager"):
        key = enter_child(partnership)
        give_sight(
            key,
            by=on_behalf_of(manager),
            to_user=manager.user_id,
            compartments=("identity",),
            starts_at=timezone.now(),
            ends_at=timezone.now() + timedelta(days=1),
            because="a test",
            source_type="test",
        )
        restrict(
            key,
            by=manager,
            level="restricted",
            open_to=[manager.user_id],
            reason="A relative works in the team.",
            at=timezone.now(),
        )
        assert seen_raw() == 1
    with partnership.as_("worker"):
        assert seen_raw() == 0
        with pytest.raises(Subject.DoesNotExist):
            Subject.objects.get(pk=key)
    with partnership.as_("manager"):
        because = "They have moved to another team."
        lift_restriction(key, by=manager, because=because, at=timezone.now())
    with partnership.as_("worker"):
        assert seen_raw() == 1


def test_a_grant_made_while_restricted_is_born_asleep(partnership):
    manager = partnership.actor("manager")
    with partnership.as_("manager"):
        key = enter_child(partnership)
        restrict(
            key,
            by=manager,
            level="sealed",
            open_to=[manager.user_id],
            reason="A witness is protected.",
            at=timezone.now(),
        )
        give_sight(
            key,
            by=on_behalf_of(manager),
            to_agency=partnership.police.pk,
            compartments=("identity",),
            starts_at=timezone.now(),
            ends_at=timezone.now() + timedelta(days=1),
            because="a test",
            source_type="test",
        )
    with partnership.as_("officer"):
        assert seen_raw() == 0


def test_breaking_the_glass_opens_one_record_for_an_hour_but_not_a_sealed_one(partnership):
    officer, manager = partnership.actor("officer"), partnership.actor("manager")
    with partnership.as_("manager"):
        open_key = enter_child(partnership)
        sealed_key = enter_child(partnership)
        restrict(
            sealed_key,
            by=manager,
            level="sealed",
            open_to=[manager.user_id],
            reason="A witness is protected.",
            at=timezone.now(),
        )
    reason = "Found at the bus station at 2am; who is caring for this child tonight?"
    with partnership.as_("officer"):
        for key in (open_key, sealed_key):
            break_glass(key, by=officer, reason=reason, at=timezone.now())
        assert list(Subject.objects.values_list("pk", flat=True)) == [open_key]
        with pytest.raises(Refused, match="at least 30 characters"):
            break_glass(open_key, by=officer, reason="need it", at=timezone.now())


def test_without_a_security_context_a_protected_table_is_an_error_not_an_empty_page(partnership):
    with partnership.as_("worker"):
        enter_child(partnership)
    with connection.cursor() as cursor:
        for name in ("user", "agency", "principals", "reads"):
            cursor.execute(f"select set_config('concord.{name}', '', true)")
    for table in ("subjects_subject", "subjects_name", "access_grant"):
        with pytest.raises(DatabaseError, match="no security context"), transaction.atomic():
            seen_raw(table)


@pytest.mark.parametrize(
    "statement",
    [
        "update audit_entry set what = 'x'",
        "delete from audit_entry",
        "truncate audit_entry",
        "select * from audit_entry",
        "insert into audit_entry (at, what) values (now(), 'x')",
        "alter table audit_entry disable trigger all",
        "set session_replication_role = replica",
        "delete from frontdoor_referral",
        "alter table subjects_subject disable row level security",
    ],
)
def test_the_application_may_not(partnership, statement):
    with (
        partnership.as_("worker"),
        pytest.raises(DatabaseError, match=r"permission denied|must be owner"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_every_table_about_a_person_forces_row_level_security(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "select c.relname, c.relrowsecurity and c.relforcerowsecurity from pg_class c"
            " join pg_attribute a on a.attrelid = c.oid and a.attname in ('subject_id', 'owner_id')"
            " where c.relkind = 'r'"
        )
        walls = dict(cursor.fetchall())
    assert walls
    assert not [table for table, walled in walls.items() if not walled]
    assert Name._meta.db_table in walls
