"""The log of what was done, seen and refused, and the chain that shows tampering."""

import pytest
from django.db import connections, transaction
from django.utils import timezone

from concord.trust.audit import log
from concord.trust.audit.verify import verify_audit
from concord.trust.context import acting_as
from tests.factories import Partnership
from tests.factories.cases import make_referral


@pytest.fixture
def logged(own_database):
    """A database in which a referral was made and read: some lines of log, committed."""
    partnership = Partnership()
    with partnership.as_("dsl"):
        make_referral(partnership)
    for number in range(20):
        with acting_as(partnership.actor("worker")) as worker:
            log.listed([worker.user_id], by=worker, page=f"Page{number}")
    return partnership


def as_superuser(statement, *values):
    """Do to the log what only somebody with the whole database in hand could do."""
    from tests.databases import superuser

    with superuser(connections["default"].settings_dict["NAME"]) as cursor:
        cursor.execute("set session_replication_role = replica")
        cursor.execute(statement, values or None)


def test_a_sound_log_verifies_and_names_its_head(logged):
    found = verify_audit()
    assert found.sound, found.faults
    assert found.lines >= 23
    assert verify_audit(anchors=[(found.lines, found.head)]).sound


@pytest.mark.parametrize(
    ("tampering", "says"),
    [
        ("update audit_entry set what = 'Nothing' where id = {third}", "has been changed"),
        ("delete from audit_entry where id = {third}", "has been removed"),
        (
            "delete from audit_seal where entry_id = {third};"
            "delete from audit_entry where id = {third}",
            "is missing from the chain",
        ),
        (
            "delete from audit_seal where sequence = (select max(sequence) from audit_seal)",
            "its head says",
        ),
        (
            "insert into audit_entry (what, record_type, record_id, subject_ids, purpose, details)"
            " values ('Opened', 'x', 'x', '{{}}', '', '{{}}')",
            "without a seal",
        ),
    ],
)
def test_tampering_shows(logged, tampering, says):
    with connections["auditor"].cursor() as cursor:
        cursor.execute("select entry_id from audit_seal where sequence = 3")
        third = f"'{cursor.fetchone()[0]}'"
    as_superuser(tampering.format(third=third))
    found = verify_audit()
    assert not found.sound
    assert says in " ".join(found.faults)


def test_a_tail_cut_off_with_its_head_shows_against_an_anchor(logged):
    before = verify_audit()
    kept = before.lines - 2
    as_superuser(
        "delete from audit_entry where id in"
        " (select entry_id from audit_seal order by sequence desc limit 2)"
    )
    as_superuser("delete from audit_seal where sequence > %s", kept)
    as_superuser(
        "update audit_head set sequence = %s,"
        " hash = (select hash from audit_seal where sequence = %s)",
        kept,
        kept,
    )
    assert verify_audit().sound
    assert not verify_audit(anchors=[(before.lines, before.head)]).sound


def test_who_and_when_are_the_databases_to_say(logged):
    with connections["auditor"].cursor() as cursor:
        cursor.execute("select distinct user_id from audit_entry where what = 'Listed'")
        assert cursor.fetchall() == [(logged.users["worker"].pk,)]
        cursor.execute("select max(abs(extract(epoch from now() - at))) from audit_entry")
        assert cursor.fetchone()[0] < 60


def test_a_refusal_is_logged_although_what_it_refused_is_undone(logged):
    from concord.casework.frontdoor.commands import acknowledge_referral
    from concord.casework.frontdoor.models import Referral
    from concord.trust.commands import Refused

    with acting_as(logged.actor("dsl")) as dsl, pytest.raises(Refused):
        acknowledge_referral(Referral.objects.get(), by=dsl, at=timezone.now())
    with connections["auditor"].cursor() as cursor:
        cursor.execute("select details->>'command' from audit_entry where what = 'Refused'")
        assert cursor.fetchall() == [("acknowledge_referral",)]


def test_what_is_rolled_back_leaves_no_line(logged):
    before = verify_audit().lines
    with acting_as(logged.actor("worker")) as worker:
        log.listed([worker.user_id], by=worker, page="Gone")
        transaction.set_rollback(True)
    assert verify_audit().lines == before
