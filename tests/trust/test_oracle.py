"""The oracle, the first wall and the second say the same of every random world."""

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from tests.trust.comparing import differences
from tests.trust.protected import KEYS, OWN_ROWS, PAIRS, PROTECTED, walled_tables
from tests.trust.worlds import WORLDS
from tests.trust.worlds_loaded import staged

IN_THE_SUITE = 200


@pytest.fixture
def stage(db):
    with staged() as made:
        yield made


@settings(
    max_examples=IN_THE_SUITE,
    deadline=None,
    database=None,
    phases=(Phase.generate, Phase.shrink),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(world=WORLDS)
def test_oracle_and_both_walls_agree_on_who_sees_what(stage, world):
    assert differences(stage, world) == []


def test_the_oracle_knows_every_walled_table(db):
    """A new table behind a wall is described in tests/trust/protected.py."""
    read = {
        name for name, (_, policies) in walled_tables().items() if "need_to_know_read" in policies
    }
    pairs = {
        name for name, (_, policies) in walled_tables().items() if "both_ends_read" in policies
    }
    own = {name for name, (_, policies) in walled_tables().items() if "own_rows" in policies}
    assert read - KEYS == set(PROTECTED)
    assert pairs == set(PAIRS)
    assert own == set(OWN_ROWS)
