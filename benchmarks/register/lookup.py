"""Who somebody may be, asked of a register of any size, by somebody who half knows them.

python -m benchmarks.register.lookup [--people 250000] [--queries 1000] [--strangers 2000]

Fills a scratch database with an invented district (population.py), every key of everybody with it,
and asks as a social worker, behind the walls. What is asked is corrupted as corruption.py says.
Prints how often the right person comes first and among the first ten, how long it takes, and how
often somebody who is not there is said to be likely there; ends with 1 when a target is missed.
Times are of this machine as busy as it was: the load is printed, and beside the time that passed
the time that processors worked, of Concord's process and of the database's.
"""

import argparse
import math
import os
import statistics
import time
import uuid
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import psycopg

from benchmarks.district import sealed_address
from benchmarks.register.corruption import Memory, Variants
from benchmarks.register.population import District, Somebody
from benchmarks.settled import database
from benchmarks.targets import Targets

_PEOPLE = uuid.UUID("9dc5f3a2-4c3c-4c4e-9a53-64ad3a2f6b11")
FIRST, AMONG_TEN = 0.96, 0.99
# The slowest of twenty, in milliseconds, of so many people and of more.
SLOWEST, SLOWEST_OF_MORE, SO_MANY = 80, 150, 250_000
# Of so many people who are not there, fewer than one is said to be likely there.
ONE_ALARM_IN = 500
_UNSAID = ("ethnicity", "ethnicity_source", "first_language", "interpreter", "language_source",
           "disability_source", "sen_provision", "sen_source", "school_name")  # fmt: skip
_GRANT = """
    insert into access_grant (id, subject_id, principal_kind, principal_id, compartments, starts_at,
                              ends_at, because, source_type, suspended, given_at)
    select gen_random_uuid(), id, 'agency', %s, '{identity}'::varchar[], now() - interval '1 day',
           now() + interval '1 day', 'A benchmark', 'benchmark', false, now() from subjects_subject
"""


def key_of(somebody: Somebody) -> uuid.UUID:
    """Return the key under which a person is entered."""
    return uuid.uuid5(_PEOPLE, str(somebody.number))


def fill(cursor: "psycopg.Cursor[Any]", people: Iterable[Somebody]) -> None:
    """Enter people with all their keys, in bulk, with triggers asleep."""
    cursor.execute("set session_replication_role = replica")
    everybody = list(people)
    enter(cursor, ((key_of(p), f"{p.forename} {p.surname}", p.born_on, p.sex) for p in everybody))
    copy_rows(cursor, 'subjects_name (id, version, kind, "full", source, subject_id)',
          ((uuid.uuid4(), 1, "known_as", f"{p.forename} {p.surname}", "", key_of(p))
           for p in everybody))  # fmt: skip
    copy_rows(cursor, "subjects_identifier (id, version, type, value, verified, warning, source,"
          " subject_id)",
          ((uuid.uuid4(), 1, kind, value, False, "", "", key_of(p)) for p in everybody
           for kind, value in (("NHS", p.nhs), ("UPN", p.upn)) if value))  # fmt: skip
    copy_rows(cursor, "subjects_address (id, version, kind, lines, postcode, from_on, confidential,"
          " subject_id)",
          ((key, 1, "home", *sealed_address(key, p.address, p.postcode), p.born_on, False,
            key_of(p)) for key, p in ((uuid.uuid4(), p) for p in everybody)))  # fmt: skip
    copy_rows(cursor, "subjects_searchkey (kind, token, subject_id)", _search_keys(everybody))
    cursor.execute("vacuum (analyze)")


def enter(
    cursor: "psycopg.Cursor[Any]", people: Iterable[tuple[uuid.UUID, str, date | None, str]]
) -> None:
    """Enter people of whom a key, a name, perhaps a birth date and a sex are known."""
    copy_rows(
        cursor,
        "subjects_subject (id, version, kind, descriptor, born_on, born_precision, sex,"
        f" disabilities, {', '.join(_UNSAID)})",
        (
            (key, 1, "person", name, born_on, "day" if born_on else "unknown", sex, "[]",
             *("" for _ in _UNSAID))
            for key, name, born_on, sex in people
        ),
    )  # fmt: skip


def copy_rows(cursor: "psycopg.Cursor[Any]", into: str, rows: Iterable[tuple[Any, ...]]) -> None:
    """Copy rows into a table and its columns, as `table (column, …)`."""
    with cursor.copy(f"copy {into} from stdin".encode()) as copy:
        for row in rows:
            copy.write_row(row)


def _search_keys(people: list[Somebody]) -> Iterator[tuple[Any, ...]]:
    from benchmarks.register.teach import traits_of
    from concord.registers.subjects import keys
    from concord.registers.subjects.tokens import token

    blind = cache(token)
    for somebody in people:
        known = traits_of(somebody)
        found = keys.match_keys(known) | keys.name_keys(known.names)
        found |= keys.beginning_keys(known.names) | keys.date_keys(known.born_on)
        for one in found | keys.value_keys(known.numbers):
            yield one[0], blind(one), key_of(somebody)


def main() -> None:
    """Fill, ask, print."""
    words = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    words.add_argument("--people", type=int, default=250_000)
    words.add_argument("--queries", type=int, default=1_000)
    words.add_argument("--strangers", type=int, default=2_000)
    asked = words.parse_args()
    with database("lookup") as name:
        from tests.databases import superuser
        from tests.factories import Partnership

        district = District()
        people = list(district.people(asked.people + asked.strangers))
        known, strangers = people[: asked.people], people[asked.people :]
        with superuser(name) as cursor:
            began = time.perf_counter()
            fill(cursor, known)
            partnership = Partnership()
            cursor.execute(_GRANT, [partnership.social_care.pk])
            cursor.execute("analyze access_grant")
            print(f"{len(known):,} people entered in {time.perf_counter() - began:.0f} s")
        memory = Memory(Variants.read(), district.postcodes, seed=23)
        sample = known[:: max(1, len(known) // asked.queries)][: asked.queries]
        targets = Targets()
        with partnership.as_("worker"):
            worker = partnership.actor("worker")
            limit = SLOWEST if asked.people <= SO_MANY else SLOWEST_OF_MORE
            _ask_for(worker, memory, sample, targets, limit)
            _ask_in_vain(worker, memory, strangers, targets)
    targets.finish()


def _ask_for(
    worker: Any, memory: Memory, sample: list[Somebody], targets: Targets, limit: float
) -> None:
    from concord.registers.subjects.queries import alike

    ranks, taken, worked = [], [], _worked()
    for somebody in sample:
        traits = memory.recall(somebody)
        began = time.perf_counter()
        found = alike(worker, traits)
        taken.append(1000 * (time.perf_counter() - began))
        keys = [candidate.subject.pk for candidate in found]
        ranks.append(keys.index(key_of(somebody)) if key_of(somebody) in keys else 10_000)
    here, there = (
        1000 * (now - then) / len(ranks) for now, then in zip(_worked(), worked, strict=True)
    )
    print(f"{len(ranks):,} half-known people; median {statistics.median(taken):.0f} ms; processors"
          f" worked {here:.0f} ms here and {there:.0f} ms in the database for each;"
          f" load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")  # fmt: skip
    first, ten = (sum(rank < place for rank in ranks) / len(ranks) for place in (1, 10))
    targets.at_least("the right person comes first", first, FIRST)
    targets.at_least("the right person is among the first ten", ten, AMONG_TEN)
    targets.at_most("p95 in ms", statistics.quantiles(taken, n=20)[-1], limit)


def _ask_in_vain(worker: Any, memory: Memory, strangers: list[Somebody], targets: Targets) -> None:
    from concord.registers.subjects.matching import Strength
    from concord.registers.subjects.queries import alike

    alarms = sum(
        any(one.likeness.strength >= Strength.LIKELY for one in alike(worker, memory.recall(each)))
        for each in strangers
    )
    few = math.ceil(len(strangers) / ONE_ALARM_IN) - 1
    targets.at_most(f"of {len(strangers):,} who are not there said to be likely", alarms, few)


def _worked() -> tuple[float, float]:
    """Return the processor time of this process and of its database process so far, in seconds."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("select pg_backend_pid()")
        stat = Path(f"/proc/{cursor.fetchone()[0]}/stat").read_text("utf-8")
    user, system = stat.rpartition(")")[2].split()[11:13]
    return time.process_time(), (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
