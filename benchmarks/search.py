"""What the walls cost on list, child and search pages, and how fast people are found.

python -m benchmarks.search [--people 200000] [--rounds 6] [--pages 20]

Builds a district in a scratch database. Then the same requests, as three kinds of reader, take
turns with row-level security on and off. Prints the median of each page both ways, their ratio,
the 95th percentile of searches, and every query that read a large table from end to end. Exits with
1 when a page costs more than 1.3 times the same page without the second wall, or a search too long.
"""

import argparse
import random
import re
import statistics
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import psycopg

from benchmarks import district
from benchmarks.settled import database
from benchmarks.targets import Targets

COST, SEARCH_SECONDS = 1.3, 0.150
# Whose pages: the number of a user of the district (benchmarks/district.sql).
READERS = {"social worker": 12 * 6, "team manager": 0, "police": 1, "school": 4}
LISTS = ("/children", "/children?level=moderate&page=3", "/front-door")


@dataclass(frozen=True)
class Asked:
    """One request: which kind of page it is, who asks, and how."""

    kind: str
    who: str
    path: str
    terms: str = ""


def requests(cursor: "psycopg.Cursor[Any]", pages: int) -> list[Asked]:
    """Return the requests of a round, the same each time, about people whom each reader sees."""
    chance = random.Random(11)  # noqa: S311 - guards nothing
    found: list[Asked] = []
    for who, number in READERS.items():
        people = _seen_by(cursor, number)
        found += [Asked("list", who, path) for path in LISTS if _opens(who, path)]
        for pk, name, born_on, value in chance.sample(people, min(pages, len(people))):
            found.append(Asked("child", who, f"/children/{pk}"))
            given, family = name.split()
            terms = chance.choice(
                [name, family, f"{family} {born_on:%d/%m/%Y}", value,
                 district.postcode_of(district.number_of(value)),
                 f"{given} {family[:-1]}", f"{given[:3]} {family[:4]}"]
            )  # fmt: skip
            found.append(Asked("search", who, "/search", terms))
    chance.shuffle(found)
    return found


def _opens(who: str, path: str) -> bool:
    return who in ("social worker", "team manager") or (who == "police" and "child" in path)


def _seen_by(cursor: "psycopg.Cursor[Any]", number: int) -> list[Any]:
    agency = district.key("agency", number % 12)
    cursor.execute(
        "select distinct s.id, s.descriptor, s.born_on, i.value"
        " from access_grant g join subjects_subject s on s.id = g.subject_id"
        " join subjects_identifier i on i.subject_id = s.id"
        " where g.principal_id = any (%s) and not g.suspended and 'identity' = any (g.compartments)"
        " and g.ends_at > now() and not exists (select 1 from access_block b"
        " where b.subject_id = g.subject_id and b.user_id = %s and b.lifted_at is null)"
        " order by s.id",
        [[agency, district.key("user", number)], district.key("user", number)],
    )
    return cursor.fetchall()


def main() -> None:
    """Build the district, then measure."""
    words = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    words.add_argument("--people", type=int, default=district.PEOPLE)
    words.add_argument("--rounds", type=int, default=6)
    words.add_argument("--pages", type=int, default=20)
    asked = words.parse_args()
    with database("search") as name:
        from tests.databases import superuser

        with superuser(name) as cursor:
            began = time.perf_counter()
            events = district.build(cursor, asked.people)
            took = time.perf_counter() - began
            print(f"{asked.people:,} people, {events:,} events, built in {took:.0f} s")
            taken = _measure(cursor, requests(cursor, asked.pages), asked.rounds)
    _judge(taken)


def _measure(
    cursor: "psycopg.Cursor[Any]", round_of: list[Asked], rounds: int
) -> dict[tuple[str, str, bool], list[float]]:
    ask = _asker()
    taken: dict[tuple[str, str, bool], list[float]] = defaultdict(list)
    for walled in (True, False):
        _switch(cursor, on=walled)
        for request in round_of:
            ask(request)
    for turn in range(rounds * 2):
        walled = turn % 4 in (0, 3)
        _switch(cursor, on=walled)
        for request in round_of:
            taken[request.kind, request.who, walled].append(ask(request))
    _switch(cursor, on=True)
    _print(taken)
    _print_scans(ask, round_of)
    return taken


def _judge(taken: dict[tuple[str, str, bool], list[float]]) -> None:
    targets = Targets()
    for kind in ("list", "child", "search"):
        for who in ("everybody", *READERS):
            walled, open_ = (_of(taken, kind, who, on) for on in (True, False))
            if walled:
                ratio = statistics.median(walled) / statistics.median(open_)
                targets.at_most(f"cost of the walls on {kind} pages, {who}", ratio, COST)
    slowest = _p95(_of(taken, "search", "everybody", True))
    targets.at_most("95th percentile of a search, seconds", slowest, SEARCH_SECONDS)
    targets.finish()


def _print_scans(ask: Callable[[Asked], float], round_of: list[Asked]) -> None:
    from django.utils import timezone

    from benchmarks.plans import LARGE, scans_of
    from concord.trust.access.queries import actor_for
    from concord.trust.accounts.models import User

    found: set[str] = set()
    for request in round_of:
        user = User.objects.get(pk=district.key("user", READERS[request.who]))
        actor = actor_for(user, on=timezone.localdate())
        found |= scans_of(partial(ask, request), actor)
    named = ", ".join(sorted(found)) or "none"
    print(f"  tables of {LARGE:,} rows or more that a page reads from end to end: {named}")


def _asker() -> Callable[[Asked], float]:
    from django.conf import settings
    from django.test import Client

    from concord.trust.accounts.models import User

    settings.ALLOWED_HOSTS.append("testserver")
    clients = {}
    for who, number in READERS.items():
        clients[who] = Client()
        clients[who].force_login(User.objects.get(pk=district.key("user", number)))

    def ask(request: Asked) -> float:
        client = clients[request.who]
        began = time.perf_counter()
        if request.terms:
            answer = client.post(request.path, {"terms": request.terms})
        else:
            answer = client.get(request.path)
        took = time.perf_counter() - began
        if answer.status_code != 200:
            raise RuntimeError(f"{request} was answered {answer.status_code}")
        return took

    return ask


def _switch(cursor: "psycopg.Cursor[Any]", *, on: bool) -> None:
    for table in _walled(cursor):
        word = "enable" if on else "disable"
        cursor.execute(f"alter table {table} {word} row level security")
    cursor.execute(_answering(cursor, walled=on))


_functions: dict[bool, str] = {}


def _answering(cursor: "psycopg.Cursor[Any]", *, walled: bool) -> bytes:
    """Return the definition of the search that carries the wall in itself, with it or without."""
    if not _functions:
        cursor.execute("select pg_get_functiondef('subjects_answering'::regproc)")
        _functions[True] = cursor.fetchall()[0][0]
        _functions[False] = re.sub(
            r"and exists \(.*(?=order by k\.subject_id)", "", _functions[True], flags=re.DOTALL
        )
        if "access_grant" in _functions[False]:
            raise RuntimeError("The wall is still in the search that should have none.")
    return _functions[walled].encode()


_tables: list[str] = []


def _walled(cursor: "psycopg.Cursor[Any]") -> list[str]:
    if not _tables:
        cursor.execute(
            "select oid::regclass::text from pg_class where relrowsecurity and relkind in ('r','p')"
        )
        _tables.extend(table for (table,) in cursor.fetchall())
    return _tables


def _print(taken: dict[tuple[str, str, bool], list[float]]) -> None:
    for kind in ("list", "child", "search"):
        for who in (*READERS, "everybody"):
            both = [_of(taken, kind, who, walled) for walled in (True, False)]
            if both[0]:
                _line(f"{kind}, {who}", *both)


def _of(taken: dict[Any, list[float]], kind: str, who: str, walled: bool) -> list[float]:
    return [
        one
        for (its_kind, reader, its), many in taken.items()
        if its_kind == kind and its is walled and who in (reader, "everybody")
        for one in many
    ]


def _line(name: str, walled: list[float], open_: list[float]) -> None:
    median, without = statistics.median(walled), statistics.median(open_)
    print(
        f"  {name}: median {1000 * median:.1f} ms with the walls, {1000 * without:.1f} without,"
        f" ratio {median / without:.2f}; 95th percentile {1000 * _p95(walled):.0f}"
        f" and {1000 * _p95(open_):.0f} ms"
    )


def _p95(many: list[float]) -> float:
    return sorted(many)[int(len(many) * 0.95)]


if __name__ == "__main__":
    main()
