"""The quarterly review of access: everybody is looked at, and removal bites at once."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from concord.trust.agencies.queries import agencies_on
from concord.trust.commands import Refused
from concord.trust.people import commands, queries, rules

REASON = "No longer works with children"


@pytest.fixture
def review(partnership):
    with partnership.as_("governance"):
        return commands.start_review(
            partnership.social_care, by=partnership.actor("governance"), at=timezone.now()
        )


def decide(partnership, line, decision, by="lead"):
    with partnership.as_(by):
        return commands.decide_line(
            line, by=partnership.actor(by), decision=decision, reason=REASON, at=timezone.now()
        )


def sign(partnership, review, by="lead"):
    with partnership.as_(by):
        return commands.sign_off_review(review, by=partnership.actor(by), at=timezone.now())


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_a_day_lies_in_the_three_months_from_its_quarters_first(day):
    first = rules.quarter_of(day)
    assert first.day == 1
    assert first.month in (1, 4, 7, 10)
    assert timedelta(0) <= day - first < timedelta(days=92)


def test_a_review_has_a_line_for_everybody_of_the_agency(review, partnership):
    names = {line.user.full_name for line in review.lines.all()}
    assert names == {"Wes", "Win", "Mia", "Max", "Stu", "Leo"}


def test_a_review_begins_once_a_quarter(review, partnership):
    with partnership.as_("governance"), pytest.raises(Refused, match="has begun"):
        commands.start_review(
            partnership.social_care, by=partnership.actor("governance"), at=timezone.now()
        )


def test_it_is_signed_when_everybody_is_decided_and_then_stays(review, partnership):
    with pytest.raises(Refused, match="6 left"):
        sign(partnership, review)
    for line in review.lines.all():
        own = line.user == partnership.users["lead"]
        decide(partnership, line, "keep", by="governance" if own else "lead")
    assert sign(partnership, review).signed_off_by == partnership.users["lead"].pk
    with pytest.raises(Refused, match="signed off"):
        decide(partnership, review.lines.get(user=partnership.users["worker"]), "keep")


def test_removal_takes_effect_at_once(client, review, partnership):
    client.force_login(partnership.users["worker"])
    decide(partnership, review.lines.get(user=partnership.users["worker"]), "remove")
    assert client.get("/").status_code == 302


def test_nobody_reviews_their_own_access(review, partnership):
    with pytest.raises(Refused, match="your own access"):
        decide(partnership, review.lines.get(user=partnership.users["lead"]), "keep")


def test_another_agencys_lead_neither_sees_nor_decides(review, partnership):
    user = partnership.users["officer"]
    with partnership.as_("administrator"):
        commands.change_roles(
            user, by=partnership.actor("administrator"), roles=("police", "agency_lead"),
            from_on=timezone.localdate(), reason="Leads for the police", at=timezone.now(),
        )  # fmt: skip
    assert not queries.reviews(partnership.actor("officer")).exists()
    with pytest.raises(Refused, match="agency’s lead"):
        decide(partnership, review.lines.get(user=partnership.users["worker"]), "keep", "officer")


@pytest.mark.parametrize("decision", ["change", "remove"])
def test_changing_or_removing_needs_a_reason(review, partnership, decision):
    line = review.lines.get(user=partnership.users["worker"])
    with partnership.as_("lead"), pytest.raises(Refused, match="reason"):
        commands.decide_line(
            line, by=partnership.actor("lead"), decision=decision, reason="", at=timezone.now()
        )


def test_when_a_quarter_begins_every_agency_has_its_review_and_only_one(partnership):
    agencies = agencies_on(timezone.localdate()).count()
    assert commands.start_due_reviews() == agencies > 1
    assert commands.start_due_reviews() == 0


def test_a_review_that_somebody_began_is_left_to_the_calendar_as_it_is(review, partnership):
    assert commands.start_due_reviews() == agencies_on(timezone.localdate()).count() - 1
