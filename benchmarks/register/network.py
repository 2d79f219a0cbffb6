"""Two steps out of a network of any size, behind the walls, beside networkx on the same graph.

python -m benchmarks.register.network [--links 1000000] [--queries 400] [--seen 0.6]

Fills a scratch database with an invented graph: households whose members are all connected, ties
to people nearby, and places that many know. The reader's agency may see a share of the subjects.
Asks for two steps around subjects that the reader sees; networkx holds in memory only what the
reader may see. Prints both times, and exits with 1 where the two disagree.
"""

import argparse
import statistics
import sys
import time
import uuid
from collections.abc import Iterator
from random import Random
from typing import Any

import psycopg

from benchmarks.register.lookup import copy_rows, enter
from benchmarks.settled import database

_SUBJECTS = uuid.UUID("6f0f0f4e-8f0f-4e9b-9a77-1b9a3f2a7c55")
_LINKS_EACH = 5
_HOUSEHOLD = (2, 6)
_NEARBY = 400
# One subject in so many is a place that others are tied to, and one tie in so many goes to one.
_PLACES, _TO_A_PLACE = 200, 8
_GRANT = """
    insert into access_grant (id, subject_id, principal_kind, principal_id, compartments, starts_at,
                              ends_at, because, source_type, suspended, given_at)
    select gen_random_uuid(), unnest(%s::uuid[]), 'agency', %s, '{identity,tracking}'::varchar[],
           now() - interval '1 day', now() + interval '1 day', 'A benchmark', 'benchmark', false,
           now()
"""
Pair = tuple[int, int]


def key_of(number: int) -> uuid.UUID:
    """Return the key of a subject."""
    return uuid.uuid5(_SUBJECTS, str(number))


def graph(links: int, chance: Random) -> list[Pair]:
    """Return so many different pairs of numbers: households, ties nearby, ties to places."""
    subjects = links // _LINKS_EACH
    pairs: set[Pair] = set()
    first = 0
    while first < subjects and len(pairs) < links // 2:
        size = chance.randint(*_HOUSEHOLD)
        members = range(first, min(first + size, subjects))
        pairs |= {(one, other) for one in members for other in members if one < other}
        first += size
    while len(pairs) < links:
        one = chance.randrange(subjects)
        to_a_place = chance.randrange(_TO_A_PLACE) == 0
        near = one + chance.randint(-_NEARBY, _NEARBY)
        other = near - near % _PLACES if to_a_place else near
        if one != other and 0 <= other < subjects:
            pairs.add((min(one, other), max(one, other)))
    return sorted(pairs)


def fill(cursor: "psycopg.Cursor[Any]", pairs: list[Pair], seen: list[int], agency: Any) -> None:
    """Enter the subjects, their links and what the agency may see, in bulk, triggers asleep."""
    cursor.execute("set session_replication_role = replica")
    subjects = range(1 + max(other for _, other in pairs))
    enter(cursor, ((key_of(number), f"Person {number}", None, "U") for number in subjects))
    copy_rows(cursor, "links_link (id, version, one_id, other_id, kind, part, role, basis,"
              " confidence, source, agency_id, parental_responsibility, safe_to_contact,"
              " recorded_at, recorded_by, confirmed_on, confirmed_by, confirmed_because,"
              " ended_because, wrong)", _links(pairs, agency))  # fmt: skip
    cursor.execute(_GRANT, [[key_of(number) for number in seen], agency])
    cursor.execute("vacuum (analyze)")


def _links(pairs: list[Pair], agency: Any) -> Iterator[tuple[Any, ...]]:
    for one, other in pairs:
        yield (uuid.uuid4(), 1, key_of(one), key_of(other), "friend", "tracking", "", "fact", "2",
               "A benchmark", agency, False, "", "2026-09-01", agency, "2026-09-01", agency, "", "",
               False)  # fmt: skip


def main() -> None:
    """Fill, ask both, print."""
    words = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    words.add_argument("--links", type=int, default=1_000_000)
    words.add_argument("--queries", type=int, default=400)
    words.add_argument("--seen", type=float, default=0.6, help="share that the reader may see")
    asked = words.parse_args()
    chance = Random(11)  # noqa: S311 - an invented graph
    pairs = graph(asked.links, chance)
    subjects = range(1 + max(other for _, other in pairs))
    seen = [number for number in subjects if chance.random() < asked.seen]
    with database("network") as name:
        from tests.databases import superuser
        from tests.factories import Partnership

        partnership = Partnership()
        began = time.perf_counter()
        with superuser(name) as cursor:
            fill(cursor, pairs, seen, partnership.social_care.pk)
        filled = time.perf_counter() - began
        print(
            f"{len(subjects):,} subjects, {len(pairs):,} links, {len(seen):,} seen: {filled:.0f} s"
        )
        asked_about = chance.sample(seen, asked.queries)
        with partnership.as_("worker") as worker:
            wrong = _compare(worker, asked_about, _in_memory(pairs, set(seen)))
    sys.exit(bool(wrong))


def _in_memory(pairs: list[Pair], seen: set[int]) -> Any:
    import networkx

    whole = networkx.Graph()
    whole.add_nodes_from(seen)
    whole.add_edges_from((one, other) for one, other in pairs if one in seen and other in seen)
    return whole


def _compare(worker: Any, asked_about: list[int], peer: Any) -> int:
    import networkx
    from django.utils import timezone

    from concord.registers.links.network import Asked, around

    today, ours, theirs, sizes, wrong = timezone.localdate(), [], [], [], 0
    for number in asked_about:
        began = time.perf_counter()
        found = around(worker, key_of(number), steps=2, asked=Asked(), today=today)
        ours.append(1000 * (time.perf_counter() - began))
        began = time.perf_counter()
        expected = networkx.ego_graph(peer, number, radius=2)
        theirs.append(1000 * (time.perf_counter() - began))
        sizes.append(len(found.steps))
        if not found.more:
            same_people = set(found.steps) == {key_of(one) for one in expected}
            wrong += not (same_people and len(found.links) == expected.number_of_edges())
        else:
            wrong += not set(found.steps) < {key_of(one) for one in expected}
    print(
        f"two steps around {len(asked_about):,} subjects ({statistics.median(sizes):.0f} subjects,"
        f" most {max(sizes)}): median {statistics.median(ours):.0f} ms,"
        f" p95 {statistics.quantiles(ours, n=20)[-1]:.0f} ms;"
        f" networkx in memory without walls: median {statistics.median(theirs):.1f} ms,"
        f" p95 {statistics.quantiles(theirs, n=20)[-1]:.1f} ms; {wrong} differ"
    )
    return wrong


if __name__ == "__main__":
    main()
