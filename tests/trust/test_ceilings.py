"""What a role opens is changed by two people, from a day, and never beyond what stands fixed."""

import contextlib
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from concord.trust.access import limits
from concord.trust.access.loading import load_ceilings
from concord.trust.access.matrix import ceiling, role_matrix
from concord.trust.access.models import CeilingProposal, RoleCeiling
from concord.trust.access.queries import actor_for
from concord.trust.accounts.models import Role
from concord.trust.commands import Refused
from concord.trust.records import changes_allowed
from tests.audit_reading import lines
from tests.factories.ceilings import answered, decided, proposed

TODAY = timezone.localdate()


def reads(partnership, who, *, days=0):
    on = timezone.localdate() + timedelta(days=days)
    return actor_for(partnership.users[who], on=on).reads


def test_two_people_let_a_role_open_more_from_a_day(partnership):
    proposal = proposed(partnership, "youth_justice", "health_detail", "read", days=7)
    assert "health_detail" not in reads(partnership, "youth_worker", days=7)
    answered(partnership, proposal)
    assert "health_detail" not in reads(partnership, "youth_worker", days=6)
    assert "health_detail" in reads(partnership, "youth_worker", days=7)
    assert (proposal.was_ability, proposal.ability) == ("summary", "read")


def test_a_role_opens_less_at_the_next_request(partnership):
    decided(partnership, "health", "meeting", limits.NOTHING)
    assert "meeting" not in reads(partnership, "nurse")
    assert "meeting" in reads(partnership, "nurse", days=-1)


def test_what_was_decided_away_does_not_come_back_with_the_next_release(partnership):
    decided(partnership, "health", "meeting", limits.NOTHING)
    assert load_ceilings("default") == 0
    assert "meeting" not in reads(partnership, "nurse")


def test_nobody_agrees_to_their_own_proposal(partnership):
    proposal = proposed(partnership, "health", "meeting", limits.NOTHING)
    with pytest.raises(Refused, match="Somebody else must agree"):
        answered(partnership, proposal, who="governance")
    assert "meeting" in reads(partnership, "nurse")
    proposal.answered_by = proposal.proposed_by
    with pytest.raises(IntegrityError), transaction.atomic(), changes_allowed():
        proposal.save()


@pytest.mark.parametrize("who", ["manager", "lead", "steward", "officer"])
def test_others_neither_propose_nor_agree(partnership, who):
    with pytest.raises(Refused, match="Only an administrator or"):
        proposed(partnership, "health", "meeting", "write", who=who)
    proposal = proposed(partnership, "health", "meeting", "write")
    with pytest.raises(Refused, match="Only an administrator or"):
        answered(partnership, proposal, who=who)


@pytest.mark.parametrize(
    ("role", "part", "ability", "says"),
    [
        ("social_worker", "intelligence_raw", "summary", "stays with the police"),
        ("team_manager", "intelligence_raw", "read", "stays with the police"),
        ("police", "audit", "read", "Only the information-governance lead"),
        ("information_governance", "audit", "write", "not opened in that way"),
        ("information_governance", "identity", "summary", "opens nobody’s record"),
        ("administrator", "referral", "read", "opens nobody’s record"),
        ("agency_lead", "protected_address", "read", "opens nobody’s record"),
        ("board_member", "tracking", "summary", "opens nobody’s record"),
        ("analyst", "assessment", "read", "works without names"),
        ("analyst", "intelligence_raw", "summary", "stays with the police"),
        ("social_worker", "statistics", "write", "not opened in that way"),
    ],
)
def test_no_two_people_give_a_role_what_it_may_never_have(partnership, role, part, ability, says):
    with pytest.raises(Refused, match=says):
        proposed(partnership, role, part, ability)
    assert not CeilingProposal.objects.exists()


def test_a_row_beyond_the_limits_opens_nothing_however_it_came_there(partnership):
    RoleCeiling.objects.create(
        role="analyst", compartment="identity", ability="write", valid_from=TODAY
    )
    actor = actor_for(partnership.users["analyst"], on=timezone.localdate())
    assert "identity" not in actor.reads | actor.writes


def test_what_is_shipped_lies_within_the_limits(db):
    matrix = role_matrix(timezone.localdate())
    assert set(matrix) <= set(Role.values)
    for role, parts in matrix.items():
        for part, (ability, _) in parts.items():
            assert limits.may_open(role, part, ability), (role, part)


def test_nobody_lets_a_role_of_their_own_open_more(partnership):
    with pytest.raises(Refused, match="You hold this role yourself"):
        proposed(partnership, "information_governance", "statistics", "read")
    proposal = proposed(partnership, "administrator", "statistics", "read")
    with pytest.raises(Refused, match="You hold this role yourself"):
        answered(partnership, proposal)
    # Less is another matter.
    proposed(partnership, "information_governance", "statistics", limits.NOTHING)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"days": -1}, "the past is not rewritten"),
        ({"why": "Because."}, "Explain in at least"),
        ({"ability": "read"}, "Nothing would change"),
    ],
)
def test_a_change_needs_a_day_to_come_a_reason_and_a_difference(partnership, change, says):
    with pytest.raises(Refused, match=says):
        proposed(partnership, "health", "meeting", **{"ability": "write", **change})


def test_one_change_of_a_thing_waits_at_a_time_and_is_answered_once(partnership):
    proposal = proposed(partnership, "health", "meeting", "write")
    with pytest.raises(Refused, match="is waiting for a second person"):
        proposed(partnership, "health", "meeting", "summary")
    with pytest.raises(Refused, match="Explain in at least"):
        answered(partnership, proposal, agreed=False)
    answered(partnership, proposal, agreed=False, because="Health has not asked for it.")
    with pytest.raises(Refused, match="Somebody has answered"):
        answered(partnership, proposal)
    assert role_matrix(timezone.localdate())["health"]["meeting"] == ("read", "")


def test_what_is_agreed_after_its_day_holds_from_today(partnership):
    proposal = proposed(partnership, "health", "meeting", limits.NOTHING)
    with changes_allowed():
        proposal.from_on = timezone.localdate() - timedelta(days=3)
        proposal.save()
    answered(partnership, proposal)
    assert "meeting" in reads(partnership, "nurse", days=-1)
    assert "meeting" not in reads(partnership, "nurse")
    assert proposal.from_on == timezone.localdate()


def test_the_log_says_what_changed_from_what_and_who_agreed(partnership):
    proposal = proposed(partnership, "health", "meeting", limits.NOTHING, days=2)
    answered(partnership, proposal)
    written = [line for line in lines() if line.record_id == str(proposal.pk)]
    told = {line.what: line for line in written}
    assert set(told) == {"CeilingChangeProposed", "CeilingChangeAnswered"}
    assert told["CeilingChangeProposed"].user_id == partnership.users["governance"].pk
    agreed = told["CeilingChangeAnswered"]
    assert agreed.user_id == partnership.users["administrator"].pk
    assert agreed.details["was"] == "read"
    assert agreed.details["ability"] == ""
    assert agreed.details["answer"] == "agreed"


class Undo(Exception):
    """Takes back what one example decided."""


DECISIONS = st.lists(
    st.tuples(st.integers(0, 9), st.sampled_from(["", "summary", "read", "write"])), max_size=6
)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(decisions=DECISIONS)
def test_on_every_day_the_matrix_says_what_was_decided_last_for_the_latest_day(
    partnership, decisions
):
    """However many changes are agreed in whatever order, each day has one answer: that of the
    last decision among those whose day is the latest to have come.
    """
    said = {-1: "read"}
    with contextlib.suppress(Undo), transaction.atomic():
        for days, ability in decisions:
            with contextlib.suppress(Refused):
                decided(partnership, "health", "meeting", ability, days=days)
                said[days] = ability
        for days in range(-1, 12):
            latest = max(day for day in said if day <= days)
            on = timezone.localdate() + timedelta(days=days)
            assert ceiling("health", "meeting", on=on) == (said[latest], "")
        raise Undo
