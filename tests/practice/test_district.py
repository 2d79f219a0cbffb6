"""What the practice district holds: every part of the work at every stage, all of it lawful."""

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.test import Client
from django.utils import timezone

from concord import practice
from concord.casework.assessment import access as assessment_access
from concord.casework.assessment.queries import being_worked_on, to_agree, to_complete
from concord.casework.frontdoor import access as frontdoor_access
from concord.casework.frontdoor.queries import awaiting_decision, made_by
from concord.casework.tracking import access as tracking_access
from concord.casework.tracking.queries import open_on, tracked_now
from concord.casework.tracking.rules import stock_reconciles
from concord.engines.worklist import tasks_for
from concord.kernel.identifiers import IdentifierType, check
from concord.kernel.levels import TRACKED_LEVELS
from concord.kernel.periods import Month, months_ending
from concord.meetings.actions import access as action_access
from concord.meetings.sittings.access import items_visible_to
from concord.meetings.sittings.queries import progress, running_order, sittings_of
from concord.practice.plots import PLOTS
from concord.registers.subjects import access as subject_access
from concord.registers.subjects.queries import who_it_may_be
from concord.trust.audit.verify import verify_audit
from concord.trust.commands import Refused
from tests.practice.conftest import Built

pytestmark = pytest.mark.slow

ROLES_OF_THE_SPINE = (
    "school_lead",
    "social_worker",
    "team_manager",
    "minute_taker",
    "police",
    "health",
    "youth_justice",
    "keyworker",
    "analyst",
    "board_member",
    "information_governance",
    "data_steward",
)


def _all(district: Built, who: str, visible_to: Any) -> list[Any]:
    with district.as_(who):
        return list(visible_to(district.actor(who)))


def test_everybody_shown_can_sign_in(district: Built) -> None:
    names = practice.sign_in_names()

    assert len(names) == 14
    for name in names:
        assert authenticate(None, username=name.username, password=name.password) is not None


def test_every_role_of_the_spine_has_somebody(district: Built) -> None:
    held = {
        role for name in practice.sign_in_names() for role in district.actor(name.username).roles
    }

    assert held == set(ROLES_OF_THE_SPINE)


def test_nobody_is_shown_outside_practice_mode(district: Built, settings: Any) -> None:
    settings.PRACTICE = False

    assert practice.sign_in_names() == []


def test_the_database_is_no_longer_empty_and_is_not_built_upon(district: Built) -> None:
    assert not practice.is_empty()
    with pytest.raises(Refused, match="practice district already"):
        practice.build(7, 1)


def test_the_months_are_told_in_order(district: Built) -> None:
    assert len(district.reached) == len(set(district.reached)) >= 13


def test_the_front_door_has_referrals_to_decide_some_of_them_late(district: Built) -> None:
    with district.as_("frontdoor"):
        waiting = list(awaiting_decision(district.actor("frontdoor")))
    now = timezone.now()

    assert any(referral.decision_due_at < now for referral in waiting)
    assert any(now < referral.decision_due_at < now + timedelta(days=5) for referral in waiting)


def test_one_waiting_referral_is_about_somebody_already_known(district: Built) -> None:
    with district.as_("frontdoor"):
        by = district.actor("frontdoor")
        likenesses = [
            candidate.likeness.strength.label
            for referral in awaiting_decision(by)
            for candidate in who_it_may_be(by, referral.subject)
        ]

    assert {"Likely", "Very likely"} & set(likenesses)


def test_assessments_wait_at_every_stage(district: Built) -> None:
    with district.as_("worker"):
        by = district.actor("worker")
        open_ones = list(being_worked_on(by))
        nobodys = [row for row in to_complete(by) if row.assessor_id is None]
    with district.as_("manager"):
        waiting = list(to_agree(district.actor("manager")))

    assert {row.status for row in open_ones} == {"draft", "submitted", "returned"}
    assert nobodys
    assert waiting


def test_the_computed_level_is_the_agreed_one_or_the_difference_is_explained(
    district: Built,
) -> None:
    assessments = _all(district, "manager", assessment_access.visible_to)
    agreed = [row for row in assessments if row.agreed_at]

    assert len(agreed) > 10
    assert all(row.computed_level == row.final_level or row.override_reason for row in agreed)
    assert any(row.computed_level == row.final_level == "significant" for row in agreed)
    assert {row.final_level for row in agreed} > set(TRACKED_LEVELS)


def test_children_are_tracked_at_every_level_and_some_no_longer(district: Built) -> None:
    periods = _all(district, "manager", tracking_access.visible_to)
    closed = [row for row in periods if row.closed_on]

    assert {row.level for row in periods if not row.closed_on} == set(TRACKED_LEVELS)
    assert {row.closure_reason for row in closed} >= {"risk_reduced", "moved_out_of_area"}
    assert any(row.previous_id for row in periods)


def test_todays_social_workers_see_every_child_tracked_today(district: Built) -> None:
    with district.as_("frontdoor"):
        tracked = list(tracked_now(district.actor("frontdoor")))
        seen = {row.pk for row in subject_access.visible_to(district.actor("frontdoor"))}

    assert tracked
    assert {row.subject_id for row in tracked} <= seen


def test_a_review_is_overdue(district: Built) -> None:
    with district.as_("manager"):
        due = [row.review_due_on for row in tracked_now(district.actor("manager"))]

    assert min(due) < timezone.localdate()


def test_somebody_was_referred_again_and_recognised(district: Built) -> None:
    referrals = _all(district, "frontdoor", frontdoor_access.visible_to)

    assert any(row.is_re_referral and row.previous_id for row in referrals)


def test_brothers_and_sisters_share_an_address(district: Built) -> None:
    with district.as_("frontdoor"):
        children = subject_access.visible_to(district.actor("frontdoor")).filter(same_as=None)
        homes = Counter(address.lines for child in children for address in child.addresses.all())

    assert max(homes.values()) >= 2


def test_the_next_meeting_lies_ahead_with_children_listed(district: Built) -> None:
    with district.as_("police"):
        by = district.actor("police")
        coming = [row for row in sittings_of(by) if row.starts_at > timezone.now()]
        listed = [len(running_order(by, sitting)) for sitting in coming]

    assert len(coming) >= 3
    assert sum(listed) >= 1


def test_past_meetings_are_closed_with_every_child_discussed(district: Built) -> None:
    with district.as_("manager"):
        by = district.actor("manager")
        past = [row for row in sittings_of(by) if row.starts_at < timezone.now()]
        counts = progress([row.pk for row in past], by)

    assert len(past) > 10
    assert {row.state for row in past} == {"closed"}
    assert all(row["listed"] == row["done"] for row in counts.values())


def test_actions_were_done_with_evidence_and_some_are_overdue(district: Built) -> None:
    actions = _all(district, "manager", action_access.visible_to)
    done = [row for row in actions if row.state == "complete"]
    late = [row for row in actions if row.state == "open" and row.due_at < timezone.now()]

    assert len(done) > len(late) > 0
    assert all(row.evidence for row in done)
    assert {row.completed_by for row in done} > {district.actor("police").user_id}


def test_each_agency_has_something_to_do(district: Built) -> None:
    for who in ("frontdoor", "worker", "manager", "police"):
        with district.as_(who):
            assert tasks_for(district.actor(who)), who


def test_a_school_sees_the_children_it_referred_and_no_others(district: Built) -> None:
    with district.as_("school"):
        by = district.actor("school")
        children = {row.pk for row in subject_access.visible_to(by)}
        referred = {row.subject_id for row in made_by(by)}
    with district.as_("school2"):
        theirs = {row.pk for row in subject_access.visible_to(district.actor("school2"))}

    assert referred <= children
    assert children.isdisjoint(theirs) or len(children & theirs) <= 1
    assert len(children) < len(_all(district, "frontdoor", subject_access.visible_to)) / 2


def test_the_sight_partners_had_of_children_in_the_past_has_ended(district: Built) -> None:
    """A meeting's members see a child for four weeks after it, not for ever."""
    discussed = {row.subject_id for row in _all(district, "manager", items_visible_to)}
    seen_by_police = {row.pk for row in _all(district, "police", subject_access.visible_to)}

    assert seen_by_police & discussed
    assert discussed - seen_by_police
    assert _all(district, "police", tracking_access.visible_to) == []


def test_starts_and_ends_reconcile_with_the_children_tracked_each_month(district: Built) -> None:
    with district.as_("manager"):
        by = district.actor("manager")
        periods = list(tracking_access.visible_to(by))
        months = months_ending(Month.containing(timezone.localdate()), 14)
        stocks = [len(open_on(by, month.last_day)) for month in months]
    for before, after, month in zip(stocks, stocks[1:], months[1:], strict=False):
        within = range(month.first_day.toordinal(), month.last_day.toordinal() + 1)
        starts = sum(row.opened_on.toordinal() in within for row in periods)
        ends = sum(row.closed_on.toordinal() in within for row in periods if row.closed_on)
        assert stock_reconciles(start=before, starts=starts, ends=ends, end=after), month
    assert max(stocks) > stocks[0]


def test_nobody_could_be_taken_for_a_real_child(district: Built) -> None:
    with district.as_("frontdoor"):
        children = subject_access.visible_to(district.actor("frontdoor"))
        numbers = [row for child in children for row in child.identifiers.all()]
        postcodes = {row.postcode for child in children for row in child.addresses.all()}
    nhs = [row.value for row in numbers if row.type == IdentifierType.NHS]
    upns = [row.value for row in numbers if row.type == IdentifierType.UPN]

    assert nhs
    assert all(value.startswith("999") for value in nhs)
    assert upns
    assert all(check(IdentifierType.UPN, value).passes for value in upns)
    assert all(postcode.startswith("BD99 9") for postcode in postcodes)


def test_nothing_has_happened_in_the_future(district: Built) -> None:
    now = timezone.now()
    referrals = _all(district, "manager", frontdoor_access.visible_to)
    assessments = _all(district, "manager", assessment_access.visible_to)
    happened = [row.received_at for row in referrals]
    happened += [row.decided_at for row in referrals if row.decided_at]
    happened += [row.agreed_at for row in assessments if row.agreed_at]
    actions = _all(district, "manager", action_access.visible_to)
    happened += [row.completed_at for row in actions if row.completed_at]

    assert max(happened) <= now
    assert min(happened) < now - timedelta(days=365)


def test_every_command_is_in_an_unbroken_audit_log(district: Built) -> None:
    found = verify_audit()

    assert found.sound
    assert found.lines > 40 * len(PLOTS)


@pytest.mark.parametrize(
    ("who", "path"),
    [
        ("school", "/refer"),
        ("frontdoor", "/front-door"),
        ("worker", "/assessments"),
        ("manager", "/assessments"),
        ("minutes", "/meetings"),
        ("police", "/meetings"),
    ],
)
def test_the_pages_of_the_spine_open_on_the_district(district: Built, who: str, path: str) -> None:
    client = Client()
    name = next(name for name in practice.sign_in_names() if name.username == who)
    client.force_login(authenticate(None, username=who, password=name.password))

    assert client.get(path).status_code == 200
