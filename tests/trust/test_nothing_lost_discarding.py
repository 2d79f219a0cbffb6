"""What nobody came back for goes after its time, and nothing of today ever does."""

from datetime import timedelta

import pytest
from django.db import connection
from django.http import QueryDict
from django.utils import timezone

from concord.trust.reference.queries import standard
from concord.trust.safekeeping import drafts, held, once
from concord.trust.safekeeping.discarding import discard_old
from concord.trust.safekeeping.models import Draft
from tests.factories import new_key


def begin(partnership, who, *, days_ago):
    at = timezone.now() - timedelta(days=days_ago)
    with partnership.as_(who):
        return drafts.begin("referral", by=partnership.actor(who), at=at)


def left(partnership, who):
    with partnership.as_(who):
        return Draft.objects.count()


def test_a_draft_goes_when_it_was_not_touched_for_as_long_as_drafts_are_kept(partnership):
    days = standard("draft_kept", on=timezone.localdate()).value
    begin(partnership, "dsl", days_ago=days + 1)
    begin(partnership, "dsl", days_ago=days - 1)
    begin(partnership, "nurse", days_ago=days + 1)
    assert discard_old() == 2
    assert (left(partnership, "dsl"), left(partnership, "nurse")) == (1, 0)


def test_a_form_held_back_goes_in_the_same_time(partnership):
    with partnership.as_("dsl"):
        at = timezone.now() - timedelta(days=400)
        held.hold(partnership.users["dsl"].pk, "/refer", QueryDict("worry=x"), at=at)
    assert discard_old() == 1


def test_a_form_just_carried_out_is_still_known(partnership):
    with partnership.as_("dsl"):
        once.claim(partnership.users["dsl"].pk, new_key(), QueryDict("worry=x"))
    assert discard_old() == 0


@pytest.mark.parametrize("ahead", [timedelta(0), timedelta(days=365)])
def test_whatever_the_database_is_told_it_removes_nothing_of_today(partnership, ahead):
    begin(partnership, "dsl", days_ago=0)
    with connection.cursor() as cursor:
        cursor.execute("select safekeeping_discard(%s)", [timezone.now() + ahead])
        assert cursor.fetchone() == (0,)
    assert left(partnership, "dsl") == 1
