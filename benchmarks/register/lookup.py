"""Who somebody may be, asked of a register of any size, by somebody who half knows them.

python -m benchmarks.register.lookup [--people 250000] [--queries 1000] [--strangers 2000]

Fills a scratch database with an invented district (population.py), every key of everybody with it,
and asks as a social worker, behind the walls. What is asked is corrupted as corruption.py says.
Prints how often the right person comes first and among the first ten, how long it takes, and how
often somebody who is not there is said to be likely there.
"""

import argparse
import statistics
import time
import uuid
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from typing import Any

import psycopg

from benchmarks.district import sealed_address
from benchmarks.register.corruption import Memory, Variants
from benchmarks.register.population import District, Somebody
from benchmarks.settled import database

_PEOPLE = uuid.UUID("9dc5f3a2-4c3c-4c4e-9a53-64ad3a2f6b11")
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
        with partnership.as_("worker"):
            _ask_for(partnership.actor("worker"), memory, sample)
            _ask_in_vain(partnership.actor("worker"), memory, strangers)


def _ask_for(worker: Any, memory: Memory, sample: list[Somebody]) -> None:
    from concord.registers.subjects.queries import alike

    ranks, taken = [], []
    for somebody in sample:
        traits = memory.recall(somebody)
        began = time.perf_counter()
        found = alike(worker, traits)
        taken.append(1000 * (time.perf_counter() - began))
        keys = [candidate.subject.pk for candidate in found]
        ranks.append(keys.index(key_of(somebody)) if key_of(somebody) in keys else 10_000)
    slowest = statistics.quantiles(taken, n=20)[-1]
    first, ten = (sum(rank < limit for rank in ranks) / len(ranks) for limit in (1, 10))
    print(f"{len(ranks):,} half-known people: first {first:.2%}, among the first ten {ten:.2%};"
          f" median {statistics.median(taken):.0f} ms, p95 {slowest:.0f} ms")  # fmt: skip


def _ask_in_vain(worker: Any, memory: Memory, strangers: list[Somebody]) -> None:
    from concord.registers.subjects.matching import Strength
    from concord.registers.subjects.queries import alike

    alarms = sum(
        any(one.likeness.strength >= Strength.LIKELY for one in alike(worker, memory.recall(each)))
        for each in strangers
    )
    print(f"{len(strangers):,} people who are not there: {alarms} said to be likely there")


if __name__ == "__main__":
    main()
