"""The quarterly review of access: everybody is looked at, and removal bites at once."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from concord.engines.notices.models import Notice
from concord.trust.access.commands import block_sight, give_sight
from concord.trust.actors import on_behalf_of
from concord.trust.agencies.queries import agencies_on
from concord.trust.commands import Refused
from concord.trust.people import commands, queries, rules
from concord.trust.people.models import AccessReview
from concord.trust.records import changes_allowed
from tests.casework.assessment import making
from tests.factories.cases import make_referral
from tests.factories.sealing import restrict

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


def counted(partnership, agency):
    """Return how many people's records a review laid out now finds open, by name."""
    with partnership.as_("governance") as governance:
        begun = commands.start_review(agency, by=governance, at=timezone.now())
    return {line.user.full_name: line.grants for line in begun.lines.all()}


def test_what_an_agency_was_given_counts_for_those_whose_role_reads_it(partnership):
    with partnership.as_("dsl"):
        make_referral(partnership)
    assert counted(partnership, partnership.school) == {"Dee": 1}
    found = counted(partnership, partnership.social_care)
    assert found == {"Wes": 1, "Win": 1, "Mia": 1, "Stu": 1, "Max": found["Max"], "Leo": 0}


def test_a_person_counts_once_and_neither_when_restricted_nor_when_blocked(partnership):
    now = timezone.now()
    one, other, third = (making.enter_child(partnership, name=f"{n} Review") for n in "ABC")
    with partnership.as_("manager") as manager:
        wes = partnership.users["worker"].pk
        give_sight(
            one, by=on_behalf_of(manager), to_user=wes, compartments=("identity",), starts_at=now,
            ends_at=now + timedelta(days=9), because="a test", source_type="test",
        )  # fmt: skip
        block_sight(other, by=manager, user_id=wes, reason="His niece.", at=now)
        restrict(
            third, by=manager, level="restricted", open_to=[manager.user_id],
            reason="A colleague’s child is in it.", at=now,
        )  # fmt: skip
    found = counted(partnership, partnership.social_care)
    assert (found["Wes"], found["Win"], found["Mia"]) == (1, 2, 3)


def due(on):
    """Let the day by which every review is signed be another than the calendar says."""
    with changes_allowed():
        AccessReview.objects.update(due_on=on)


def test_a_review_that_nobody_signs_in_time_is_escalated_once(review, partnership):
    due(timezone.localdate())
    assert commands.escalate_overdue_access_reviews() == 0
    due(timezone.localdate() - timedelta(days=1))
    assert commands.escalate_overdue_access_reviews() == 1
    assert commands.escalate_overdue_access_reviews() == 0
    with partnership.as_("governance"):
        (notice,) = Notice.objects.filter(text__contains="has not been signed")
    assert "Children’s social care" in notice.text


def test_signing_asks_again_who_it_is(client, review, partnership):
    client.force_login(partnership.users["lead"])
    address = reverse("desk:review", args=[review.pk])
    assert "/accounts/reauthenticate/" in client.post(address, {}).url


def test_when_a_quarter_begins_every_agency_has_its_review_and_only_one(partnership):
    agencies = agencies_on(timezone.localdate()).count()
    assert commands.start_due_reviews() == agencies > 1
    assert commands.start_due_reviews() == 0


def test_a_review_that_somebody_began_is_left_to_the_calendar_as_it_is(review, partnership):
    assert commands.start_due_reviews() == agencies_on(timezone.localdate()).count() - 1
