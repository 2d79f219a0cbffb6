"""Whether the clock tells a sealed child from one who does not exist.

python -m benchmarks.invisible [--pairs 1000]

Asks for both as an outsider, turn about, and compares the times by the test of Mann and Whitney.
Prints the medians and the probability of such a difference by chance; exits with 1 when it is 0.01
or less for any kind of question.
"""

import argparse
import math
import random
import statistics
import sys
import time
import uuid
from collections.abc import Callable
from typing import Any

from benchmarks.settled import database

LEAST = 0.01
OUTSIDER = "officer"


def chance(one: list[float], other: list[float]) -> float:
    """Return how probable so large a difference of ranks is by chance (normal approximation)."""
    ordered = sorted([(value, 0) for value in one] + [(value, 1) for value in other])
    ranks = sum(place for place, (_, whose) in enumerate(ordered, start=1) if whose == 0)
    mine, theirs = len(one), len(other)
    middle = mine * (mine + theirs + 1) / 2
    spread = math.sqrt(mine * theirs * (mine + theirs + 1) / 12)
    return math.erfc(abs(ranks - middle) / spread / math.sqrt(2))


def compared(name: str, hidden: Callable[[], Any], absent: Callable[[], Any], pairs: int) -> float:
    """Time both questions turn about, print what came of it and return the probability."""
    turn = random.Random(5)  # noqa: S311 - guards nothing
    taken: dict[str, list[float]] = {"hidden": [], "absent": []}
    for number in range(pairs + 20):
        both = [("hidden", hidden), ("absent", absent)]
        turn.shuffle(both)
        for which, ask in both:
            began = time.perf_counter()
            ask()
            if number >= 20:
                taken[which].append(time.perf_counter() - began)
    found = chance(taken["hidden"], taken["absent"])
    middle = {which: 1000 * statistics.median(many) for which, many in taken.items()}
    print(
        f"  {name}: {pairs} pairs, median {middle['hidden']:.2f} ms sealed,"
        f" {middle['absent']:.2f} ms absent, p = {found:.3f}"
    )
    return found


def main() -> int:
    """Seal a child, then ask."""
    words = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    words.add_argument("--pairs", type=int, default=1_000)
    pairs = words.parse_args().pairs
    with database("invisible"):
        found = _measured(pairs)
    return 0 if min(found) > LEAST else 1


def _measured(pairs: int) -> list[float]:
    import logging

    from django.conf import settings
    from django.test import Client

    from tests.architecture.states import seal_it
    from tests.factories import Partnership
    from tests.factories.world import World

    settings.ALLOWED_HOSTS.append("testserver")
    logging.getLogger("django.request").setLevel(logging.CRITICAL)
    world = World(Partnership())
    seal_it(world)
    client = Client()
    client.force_login(world.partnership.users[OUTSIDER])
    sealed, referral = world.keys["child"], world.keys["referral"]
    return [
        compared(
            "a child",
            lambda: client.get(f"/children/{sealed}"),
            lambda: client.get(f"/children/{uuid.uuid4()}"),
            pairs,
        ),
        compared(
            "a referral",
            lambda: client.get(f"/referrals/{referral}"),
            lambda: client.get(f"/referrals/{uuid.uuid4()}"),
            pairs,
        ),
        compared(
            "a search",
            lambda: client.post("/search", {"terms": "Sam Practice"}),
            lambda: client.post("/search", {"terms": "Zim Plactice"}),
            pairs,
        ),
    ]


if __name__ == "__main__":
    sys.exit(main())
