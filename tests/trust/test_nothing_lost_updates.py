"""Several people save one record at the same moment: one is saved, everybody else is told."""

import pytest

from benchmarks.lost_updates import forms, race
from tests.factories import Partnership
from tests.factories.world import World

pytestmark = pytest.mark.slow
CLIENTS = 6


@pytest.fixture
def partnership(own_database: str) -> Partnership:
    return Partnership()


def test_nobody_is_overwritten_in_silence(partnership):
    world = World(partnership)
    for editing in forms(world):
        user = partnership.users[editing.who]
        outcome = race(editing, user, clients=CLIENTS, rounds=1)
        assert outcome.answers == {302: 1, 409: CLIENTS - 1}, editing.path
        assert (outcome.silent, outcome.wrong_end) == (0, 0), editing.path
