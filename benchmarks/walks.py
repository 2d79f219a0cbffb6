"""Random walks through the whole work: `python -m benchmarks.walks --walks 500 --steps 50`.

Prints what was tried, what was refused and what came about. Exits with 1, and the walk that led
there, when something becomes what it must never be (tests/journeys/walking.py says what).
"""

import argparse
import time

from benchmarks.settled import database
from benchmarks.targets import Targets


def main() -> None:
    """Walk, and say what came about."""
    words = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    words.add_argument("--walks", type=int, default=500)
    words.add_argument("--steps", type=int, default=50)
    asked = words.parse_args()
    targets = Targets()
    with database("walks"):
        from hypothesis import HealthCheck, Phase, settings
        from hypothesis.stateful import run_state_machine_as_test

        from tests.factories import Partnership
        from tests.journeys.walking import Walks

        Walks.partnership = Partnership()
        began = time.perf_counter()
        run_state_machine_as_test(
            Walks,
            settings=settings(
                max_examples=asked.walks,
                stateful_step_count=asked.steps,
                phases=(Phase.generate,),
                deadline=None,
                database=None,
                suppress_health_check=list(HealthCheck),
            ),
        )
        took = time.perf_counter() - began
        print(f"{asked.walks} walks of {asked.steps} steps in {took:.0f} s")
        print(f"{Walks.steps:,} things tried, {Walks.refusals:,} refused; {dict(Walks.reached)}")
        targets.at_least("periods of tracking begun", Walks.reached["Period"], 1)
    targets.finish()


if __name__ == "__main__":
    main()
