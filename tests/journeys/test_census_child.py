"""A child of a loaded census walks the spine: recognised at the front door, assessed, counted."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from concord.casework.frontdoor import commands as frontdoor
from concord.casework.frontdoor.models import Referral
from concord.casework.tracking.measures import tracked_by_month
from concord.casework.tracking.queries import open_period_of
from concord.engines.chronology import story_of
from concord.exchange.cin_census.apply import load
from concord.kernel.identifiers import IdentifierType
from concord.kernel.levels import HarmStatus, Level
from concord.kernel.periods import Month
from concord.meetings.sittings import commands as sittings
from concord.meetings.sittings.models import Item
from concord.meetings.sittings.rules import AttendanceStatus
from concord.registers.subjects.commands import GivenNumber, PersonDetails
from concord.registers.subjects.queries import person, who_it_may_be
from tests.casework.assessment import making
from tests.data import open_data
from tests.factories.cases import make_referral
from tests.factories.world import plan_meeting

UPN = "A850728973744"
BORN = date(2019, 12, 6)


@pytest.fixture
def census():
    return open_data("children_standards", "cin_fake_data", "fake_CIN_data.xml")


@pytest.mark.data
@pytest.mark.slow
def test_a_child_of_the_census_walks_from_the_front_door_to_a_figure(client, partnership, census):
    steward, worker = partnership.actor("steward"), partnership.actor("worker")
    load(census, by=steward)
    sitting = plan_meeting(partnership)

    # The school knows the child by name; the census knew only numbers.
    child = PersonDetails(
        "Robin Practice",
        born_on=BORN,
        born_precision="day",
        numbers=(GivenNumber(IdentifierType.UPN, UPN),),
    )
    with partnership.as_("dsl"):
        referral = make_referral(partnership, child=child)
    with partnership.as_("worker"):
        offered = who_it_may_be(worker, person(worker, referral.subject_id))
        known = offered[0].subject
        assert known.descriptor.startswith("Child RND")
        assert "same unique pupil number" in offered[0].likeness.reasons
        referral = Referral.objects.get(pk=referral.pk)
        frontdoor.settle_identity(referral, by=worker, same_as=known, at=timezone.now())
        frontdoor.decide_referral(
            referral,
            by=worker,
            threshold="3",
            decision="assess",
            rationale="Two late returns and an unexplained phone.",
            feedback="We will assess the risk.",
            at=timezone.now(),
        )

    assessment = making.submitted(partnership, known.pk)
    making.agree(partnership, assessment, Level.EMERGING)
    with partnership.as_("manager"):
        manager = partnership.actor("manager")
        for agency in (partnership.social_care, partnership.police, partnership.health):
            sittings.record_attendance(
                sitting, by=manager, agency_id=agency.pk, status=AttendanceStatus.PRESENT
            )
        sittings.start_sitting(sitting, by=manager)
        sittings.record_discussion(
            Item.objects.get(sitting=sitting, subject_id=known.pk),
            by=manager,
            level=Level.MODERATE,
            harm_status=HarmStatus.SUSPECTED,
            discussion="",
            rationale="The meeting knows more than the assessment did.",
            dissent="",
            review_due_on=timezone.localdate() + timedelta(days=30),
            at=timezone.now(),
        )
        assert open_period_of(manager, known.pk).level == Level.MODERATE
        titles = [line.title for line in story_of(manager, known.pk, seen=manager.reads)]
        assert "Referral to social care" in titles
        assert "Level changed from emerging to moderate" in titles
        (month,) = tracked_by_month([Month.containing(timezone.localdate())])
        assert (month.by_level[Level.MODERATE], month.total) == (1, 1)

    client.force_login(partnership.users["manager"])
    page = client.get(f"/children/{known.pk}").text
    assert "Referral to social care" in page
    assert UPN in page
