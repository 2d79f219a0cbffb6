"""Which worry fits which plot: what a plot decides must be lawful for every child it may befall."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concord.casework.frontdoor.rules import (
    Decision,
    decision_is_open,
    social_care_must_assess,
)
from concord.practice.arriving import kind_for
from concord.practice.plots import PLOTS, Plot

CHANCES = st.integers(0, 10_000).map(Random)


@pytest.mark.parametrize("plot", PLOTS, ids=lambda plot: plot.code)
@given(chance=CHANCES, age=st.integers(10, 17))
def test_the_front_door_may_decide_every_referral_as_its_plot_says(
    plot: Plot, chance: Random, age: int
) -> None:
    kind = kind_for(plot, age, chance)
    must_assess = social_care_must_assess(
        age=age, learning_disability="no", types=frozenset(kind.types)
    )
    decisions = [plot.decision, Decision.ADVICE] if plot.known_before else [plot.decision]

    assert age >= kind.youngest
    assert all(decision_is_open(decision, must_assess=must_assess) for decision in decisions)
