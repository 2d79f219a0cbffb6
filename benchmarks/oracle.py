"""The oracle on many worlds: `python -m benchmarks.oracle --worlds 2000`.

Prints how many worlds, readers, tables and visible rows were compared, and every difference. Exits
with 1 when there is one.
"""

import argparse
import sys
import time

from benchmarks.settled import database


def main() -> int:
    """Compare oracle, first wall and second wall on random worlds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--worlds", type=int, default=2_000)
    worlds = parser.parse_args().worlds
    with database("oracle"):
        from tests.trust.protected import COMPARED
        from tests.trust.worlds import PEOPLE

        found, rows, seconds = _compare(worlds)
    for line in found[:50]:
        print(line)
    print(
        f"{worlds} worlds, {worlds * PEOPLE} readers, {len(COMPARED)} tables,"
        f" {rows} rows visible to somebody, {len(found)} differences, {seconds:.0f} s"
    )
    return 1 if found else 0


def _compare(worlds: int) -> tuple[list[str], int, float]:
    from hypothesis import HealthCheck, Phase, given, settings

    from tests.trust.comparing import differences
    from tests.trust.oracle import World
    from tests.trust.worlds import WORLDS
    from tests.trust.worlds_loaded import staged

    found: list[str] = []
    visible = 0
    began = time.monotonic()
    with staged() as stage:

        @settings(
            max_examples=worlds,
            deadline=None,
            database=None,
            phases=(Phase.generate,),
            suppress_health_check=list(HealthCheck),
        )
        @given(WORLDS)
        def compare(world: World) -> None:
            nonlocal visible
            parted, seen = differences(stage, world)
            found.extend(parted)
            visible += seen

        compare()
    return found, visible, time.monotonic() - began


if __name__ == "__main__":
    sys.exit(main())
