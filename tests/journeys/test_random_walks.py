"""Whatever people do in whatever order, some things never are."""

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.journeys.walking import Walks

IN_THE_SUITE, STEPS = 8, 25


def test_whatever_people_do_nothing_becomes_what_it_must_not_be(partnership):
    Walks.partnership = partnership
    run_state_machine_as_test(
        Walks,
        settings=settings(
            max_examples=IN_THE_SUITE,
            stateful_step_count=STEPS,
            deadline=None,
            phases=(Phase.generate,),
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    # Most that is tried at random is refused; walks on which nothing is done would show nothing.
    assert 0 < Walks.refusals < Walks.steps
    assert all(Walks.reached[name] for name in ("Referral", "Assessment", "Sitting")), Walks.reached
