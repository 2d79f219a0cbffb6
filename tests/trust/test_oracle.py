"""The oracle, the first wall and the second say the same of every random world."""

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from tests.trust.comparing import differences
from tests.trust.protected import (
    COMPARED,
    OWN_ROWS,
    PAIRS,
    PROTECTED,
    may_be_read,
    walled_tables,
)
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
    found, _ = differences(stage, world)
    assert found == []


def test_every_walled_table_that_can_be_read_is_compared(db):
    """A new table behind a wall is described in tests/trust/protected.py."""
    assert {name for name in walled_tables() if may_be_read(name)} == set(COMPARED)


def test_the_oracle_knows_every_kind_of_wall(db):
    """A wall of one of the shared kinds is described as one of that kind."""
    read, pairs, own, of_a_meeting = (
        {name for name, (_, policies) in walled_tables().items() if policy in policies}
        for policy in ("need_to_know_read", "both_ends_read", "own_rows", "of_its_source")
    )
    assert read - {"subjects_searchkey"} == set(PROTECTED)
    assert pairs == set(PAIRS)
    assert own == set(OWN_ROWS)
    assert of_a_meeting == {name for name, wall in PROTECTED.items() if wall.meeting}
