"""The history of every field: kept by the database, whoever changes it and however."""

import pytest
from django.db import DatabaseError, connection, transaction

from concord.registers.subjects.models import Name, Subject
from concord.trust.access.histories import kept
from concord.trust.audit.models import Change
from concord.trust.records import changes_allowed
from tests.factories import new_key
from tests.factories.cases import make_referral


@pytest.fixture
def child(partnership):
    """Return a referred child's key; the worker asks from here on."""
    with partnership.as_("dsl"):
        key = make_referral(partnership).subject_id
    with partnership.as_("worker"):
        yield key


def changes_of(key, table):
    """Return the changes of one table about a child, the earliest first."""
    found = Change.objects.filter(subject_id=key, table_name=table).order_by("made_at")
    return [(row.operation, row.changed) for row in found]


def test_every_walled_table_has_its_history_kept(db):
    with connection.cursor() as cursor:
        cursor.execute("select tgrelid::regclass::text from pg_trigger where tgname='keep_history'")
        triggered = {row[0] for row in cursor.fetchall()}
        cursor.execute("select tablename from pg_policies where policyname = 'need_to_know_change'")
        walled = {row[0] for row in cursor.fetchall()}
    assert set(kept()) == triggered
    assert {"subjects_subject", "frontdoor_referral", "tracking_period"} <= triggered
    assert walled - triggered <= {"subjects_matchkey", "subjects_searchkey"}


def test_a_bulk_update_leaves_old_and_new_with_who_and_in_which_change(partnership, child):
    with changes_allowed():
        Subject.objects.filter(pk=child).update(school_name="Hillside School")
    change = Change.objects.get(subject_id=child, operation="update")
    assert change.changed == {"school_name": ["", "Hillside School"]}
    assert change.user_id == partnership.users["worker"].pk
    assert change.agency_id == partnership.social_care.pk


def test_plain_sql_is_caught_too(child):
    with connection.cursor() as cursor:
        renamed = 'update subjects_name set "full" = %s where subject_id = %s'
        cursor.execute(renamed, ["Samuel Practice", child])
    assert changes_of(child, "subjects_name")[-1] == (
        "update", {"full": ["Sam Practice", "Samuel Practice"]}
    )  # fmt: skip


def test_an_update_that_changes_nothing_leaves_nothing(child):
    before = len(changes_of(child, "subjects_subject"))
    with changes_allowed():
        Subject.objects.filter(pk=child).update(sex="M")
    assert len(changes_of(child, "subjects_subject")) == before


def test_a_new_row_shows_only_what_was_filled_in(child):
    with changes_allowed():
        Name(subject_id=child, kind="former", full="Sam Other").save(force_insert=True)
    operation, changed = changes_of(child, "subjects_name")[-1]
    assert operation == "insert"
    assert changed["full"] == [None, "Sam Other"]
    assert "source" not in changed


def test_history_is_seen_part_by_part_like_what_it_is_about(partnership, child):
    assert changes_of(child, "frontdoor_referral")
    with partnership.as_("steward"):
        assert changes_of(child, "subjects_subject")
        assert not changes_of(child, "frontdoor_referral")
    with partnership.as_("officer"):
        assert not Change.objects.filter(subject_id=child).exists()


@pytest.mark.parametrize(
    "statement",
    [
        "update audit_change set changed = '{}'",
        "delete from audit_change",
        "truncate audit_change",
        "insert into audit_change (changed) values ('{}')",
        "alter table audit_change disable trigger all",
        "drop table audit_change",
        "alter table subjects_subject disable trigger keep_history",
        "drop trigger keep_history on subjects_subject",
    ],
)
def test_the_application_cannot_touch_history(child, statement):
    refused = r"permission denied|must be owner"
    with (
        pytest.raises(DatabaseError, match=refused),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_nobody_sees_the_history_of_a_child_they_do_not_know(child):
    assert not Change.objects.filter(subject_id=new_key()).exists()
