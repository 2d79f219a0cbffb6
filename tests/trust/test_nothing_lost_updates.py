"""Several people save one record at the same moment: one is saved, everybody else is told."""

import pytest

from benchmarks.editing import forms
from benchmarks.lost_updates import race
from concord.project.access_matrix import FORMS
from tests.factories import Partnership
from tests.factories.world import World

CLIENTS = 6
NOT_RACED = {
    "adds a row beside what others added": {
        "desk:add_number", "desk:add_relative", "desk:add_thing", "desk:add_person",
        "desk:connect", "desk:judge", "desk:join", "desk:declare_interest", "desk:declare_about",
        "desk:emergency", "desk:should_not_see", "desk:propose_ceiling", "desk:start_reviews",
        "frontdoor:attach", "sittings:contribute", "sittings:add_action",
    },
    "shows or hands out, and changes nothing": {
        "desk:search", "desk:audit_find", "desk:show_address", "desk:export_child",
        "desk:export_children", "desk:export_network", "documents:original",
    },
    "changes what is its sender's own alone": {
        "desk:interest_details", "frontdoor:step", "frontdoor:check", "usersessions_list",
    },
    "makes a fresh link; the one before stops working, as its page says": {"desk:new_link"},
    "needs an agency's own sign-in: tests/trust/test_sign_in_by_agency.py": {"desk:sign_on"},
}  # fmt: skip


@pytest.fixture
def partnership(own_database: str) -> Partnership:
    return Partnership()


def test_every_form_is_raced_or_overwrites_nothing(world):
    raced = {editing.page for editing in forms(world)}
    overwrites_nothing = set().union(*NOT_RACED.values())
    assert not raced & overwrites_nothing
    assert raced | overwrites_nothing >= FORMS


@pytest.mark.slow
def test_nobody_is_overwritten_in_silence(world):
    for editing in forms(world):
        user = world.partnership.users[editing.who]
        outcome = race(editing, user, clients=CLIENTS, rounds=1)
        told = {status for status in outcome.answers if status != 302}
        assert (outcome.answers[302], told <= editing.told) == (1, True), (editing.page, outcome)
        assert (outcome.silent, outcome.wrong_end) == (0, 0), editing.page


@pytest.fixture
def world(partnership):
    return World(partnership)
