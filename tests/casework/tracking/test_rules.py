"""When tracking may start and close (domain.md 2.11, annex B, annex E)."""

from datetime import date

import pytest

from concord.casework.tracking.rules import (
    ClosureReason,
    assessment_is_fresh,
    closure_is_safe,
    level_is_tracked,
    may_close_from,
    stock_reconciles,
)
from concord.kernel.levels import Level

SAFE = {
    "open_actions": 0,
    "assessed_days_ago": 10,
    "fresh_days": 45,
    "family_told": True,
    "told_reason": "",
}


@pytest.mark.parametrize("level", [Level.SIGNIFICANT, Level.MODERATE, Level.EMERGING])
def test_children_at_risk_are_tracked(level):
    assert level_is_tracked(level)


@pytest.mark.parametrize("level", [Level.NO_IDENTIFIED_RISK, Level.INSUFFICIENT_INFORMATION])
def test_no_others_are_tracked(level):
    assert not level_is_tracked(level)


@pytest.mark.parametrize(
    ("assessed_on", "is_fresh"),
    [
        (date(2020, 5, 1), True),
        (date(2020, 3, 17), True),
        (date(2020, 3, 16), False),
        (date(2020, 5, 2), False),
    ],
)
def test_tracking_starts_from_an_assessment_of_the_last_45_days(assessed_on, is_fresh):
    found = assessment_is_fresh(assessed_on, opened_on=date(2020, 5, 1), days=45)
    assert bool(found) is is_fresh


def test_significant_risk_is_not_closed_as_reduced():
    refused = may_close_from(Level.SIGNIFICANT, ClosureReason.RISK_REDUCED)
    assert not refused
    assert "Agree a lower level first" in refused.reason


@pytest.mark.parametrize(
    "reason",
    [
        ClosureReason.MOVED_AWAY,
        ClosureReason.DIED,
        ClosureReason.TRANSFERRED,
        ClosureReason.TURNED_18,
    ],
)
def test_significant_risk_is_closed_only_when_the_child_is_no_longer_here(reason):
    assert may_close_from(Level.SIGNIFICANT, reason)


def test_lower_risk_may_be_closed_as_reduced():
    assert may_close_from(Level.EMERGING, ClosureReason.RISK_REDUCED)


def test_closure_is_safe_when_every_guard_is_met():
    assert closure_is_safe(**SAFE)
    assert closure_is_safe(**SAFE | {"family_told": False, "told_reason": "Not safe to tell"})


@pytest.mark.parametrize(
    ("what", "says"),
    [
        ({"open_actions": 2}, "2 actions are still open"),
        ({"assessed_days_ago": 46}, "must be of the last 45 days"),
        ({"assessed_days_ago": None}, "must be of the last 45 days"),
        ({"family_told": False, "told_reason": " "}, "or why not"),
    ],
)
def test_closure_says_which_guard_is_not_met(what, says):
    assert says in closure_is_safe(**SAFE | what).reason


def test_stock_and_flow_reconcile_or_say_so():
    assert stock_reconciles(start=283, starts=140, ends=34, end=389)
    assert not stock_reconciles(start=283, starts=140, ends=34, end=390)
