"""Five kinds of tampering by somebody who has the whole server: none goes unseen."""

import random

import pytest
from django.db import connections

from concord.trust.audit import log
from concord.trust.audit.verify import verify_audit
from concord.trust.context import acting_as
from tests.factories import Partnership, new_key
from tests.factories.cases import make_referral
from tests.trust.tampering import KINDS, anchors_of, as_superuser, verified_after

LINES, POSITIONS = 300, 20


@pytest.fixture
def logged(own_database):
    """A log of a few hundred lines, some of which answer for changes of records."""
    partnership = Partnership()
    for number in range(LINES):
        with acting_as(partnership.actor("dsl")) as dsl:
            if number % 60 == 0:
                make_referral(partnership)
            log.listed([new_key()], by=dsl, page=f"Page{number}")
    return partnership


@pytest.mark.slow
def test_every_tampering_is_seen_wherever_it_happens(logged):
    with as_superuser() as cursor:
        anchors = anchors_of(cursor)
        assert verify_audit(anchors=anchors).sound
        lines = anchors[-1].sequence
        chance = random.Random(7)  # noqa: S311 - guards nothing
        positions = [1, lines - 1, *chance.sample(range(2, lines - 1), POSITIONS - 2)]
        unseen = [
            (kind.__name__, position)
            for kind in KINDS
            for position in positions
            if verified_after(kind, cursor, position, anchors).sound
        ]
        assert unseen == []
        assert verify_audit(anchors=anchors).sound


def test_a_change_of_a_record_without_a_line_in_the_log_is_seen(logged):
    with acting_as(logged.actor("dsl")), connections["default"].cursor() as cursor:
        cursor.execute("update subjects_subject set school_name = 'Elsewhere'")
    found = verify_audit()
    assert found.faults == ["5 changes of records, made as concord_app, have no line in the log."]


def test_what_a_migration_changes_is_noted_and_no_fault(logged):
    with connections["owner"].cursor() as cursor:
        cursor.execute("select set_config('concord.change_set', '', false)")
        cursor.execute("alter table subjects_subject no force row level security")
        cursor.execute("update subjects_subject set school_name = 'Elsewhere'")
        cursor.execute("alter table subjects_subject force row level security")
    found = verify_audit()
    assert found.sound
    assert found.notes == ["5 changes of records, made as concord_owner, have no line in the log."]
