"""The audit log under tampering, at a million lines and under load.

python -m benchmarks.audit [--positions 200] [--rows 1000000] [--clients 24] [--windows 6]

Prints which of five kinds of tampering were seen at how many positions, how many lines a second
verification reads, and what the chain costs in throughput: windows with and without its trigger
take turns in one run, every transaction holding 20 ms of other work. Exits with 1 when tampering
went unseen, verification is slow or the chain costs too much.
"""

import argparse
import random
import statistics
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg

import tests.early  # noqa: F401 - starts the database of the tests
from benchmarks.targets import Targets

LINES_A_SECOND, COST_PERCENT = 100_000, 5
WORK_SECONDS = 0.02
FILL = """
    set session_replication_role = replica;
    insert into audit_entry (user_id, agency_id, what, record_type, record_id, subject_ids,
                             purpose, details, change_set)
    select gen_random_uuid(), gen_random_uuid(), 'Opened', 'subject', gen_random_uuid()::text,
           array[gen_random_uuid()], '',
           '{"as": "Wes Practice", "page": "ShowChild", "roles": ["social_worker"]}',
           gen_random_uuid()
    from generate_series(1, %s);
    do $$
    declare head audit_head; e audit_entry;
    begin
        select * into head from audit_head;
        for e in select * from audit_entry where id not in (select entry_id from audit_seal) loop
            head.sequence := head.sequence + 1;
            head.hash := sha256(head.hash || convert_to(audit_text(e), 'UTF8'));
            insert into audit_seal (sequence, entry_id, hash)
            values (head.sequence, e.id, head.hash);
        end loop;
        update audit_head set sequence = head.sequence, hash = head.hash;
    end $$;
    analyze audit_entry, audit_seal;
"""
ADD = (
    "insert into audit_entry (what, record_type, record_id, subject_ids, purpose, details)"
    " values ('Opened', 'subject', 'x', array[gen_random_uuid()], '', '{}')"
)


def tampering(positions: int, targets: Targets) -> None:
    """Try every kind of tampering at that many positions of a log of a few hundred lines."""
    from concord.trust.audit import log
    from concord.trust.context import acting_as
    from tests.factories import Partnership, new_key
    from tests.factories.cases import make_referral
    from tests.trust.tampering import KINDS, anchors_of, as_superuser, verified_after

    partnership = Partnership()
    for number in range(400):
        with acting_as(partnership.actor("dsl")) as dsl:
            if number % 40 == 0:
                make_referral(partnership)
            log.listed([new_key()], by=dsl, page=f"Page{number}")
    with as_superuser() as cursor:
        anchors = anchors_of(cursor)
        lines = anchors[-1].sequence
        chance = random.Random(7)  # noqa: S311 - guards nothing
        where = chance.sample(range(1, lines), min(positions, lines - 1))
        print(f"Tampering with a log of {lines} lines, {len(where)} positions:")
        for kind in KINDS:
            seen = sum(not verified_after(kind, cursor, at, anchors).sound for at in where)
            targets.at_least(f"seen: {kind.__name__}", seen, len(where))


def verifying(rows: int, targets: Targets) -> None:
    """Fill the log and say how many lines a second verification reads."""
    from concord.trust.audit.verify import verify_audit
    from tests.trust.tampering import as_superuser

    with as_superuser() as cursor:
        cursor.execute(FILL, [rows])
    began = time.perf_counter()
    found = verify_audit()
    took = time.perf_counter() - began
    print(f"Verified {found.lines:,} lines in {took:.1f} s, faults: {list(found.faults)}")
    targets.at_least("lines verified a second", found.lines / took, LINES_A_SECOND)
    targets.at_most("faults of a log nobody touched", len(found.faults), 0)


def cost(clients: int, windows: int, seconds: float, targets: Targets) -> None:
    """Say what the chain costs in throughput, windows with and without it taking turns."""
    rates: dict[bool, list[float]] = {True: [], False: []}
    with _clients(clients) as done:
        for turn in range(windows * 2):
            sealed = turn % 4 in (0, 3)
            _switch_seal(on=sealed)
            time.sleep(0.5)
            before, began = sum(done), time.perf_counter()
            time.sleep(seconds)
            rates[sealed].append((sum(done) - before) / (time.perf_counter() - began))
    with_chain, without = statistics.median(rates[True]), statistics.median(rates[False])
    print(f"{clients} clients, {windows} windows of {seconds:.0f} s each way, median of them:")
    print(f"  with the chain {with_chain:,.0f} transactions/s, without {without:,.0f}")
    percent = 100 * (1 - with_chain / without)
    targets.at_most("cost of the chain, % of throughput", percent, COST_PERCENT)


@contextmanager
def _clients(count: int) -> Iterator[list[int]]:
    done, over = [0] * count, threading.Event()
    threads = [
        threading.Thread(target=_client, args=(number, done, over)) for number in range(count)
    ]
    for thread in threads:
        thread.start()
    try:
        yield done
    finally:
        over.set()
        for thread in threads:
            thread.join()


def _client(number: int, done: list[int], over: threading.Event) -> None:
    with psycopg.connect(**_place("default")) as connection:
        while not over.is_set():
            with connection.transaction():
                connection.execute(ADD)
                connection.execute("select pg_sleep(%s)", [WORK_SECONDS])
            done[number] += 1


def _switch_seal(*, on: bool) -> None:
    word = "enable" if on else "disable"
    with psycopg.connect(**_place("owner"), autocommit=True) as connection:
        parts = connection.execute(
            "select inhrelid::regclass::text from pg_inherits"
            " where inhparent = 'audit_entry'::regclass"
        ).fetchall()
        for (part,) in parts:
            connection.execute(f"alter table {part} {word} trigger audit_seal_at_commit")


def _place(alias: str) -> dict[str, Any]:
    from django.db import connections

    place = connections[alias].settings_dict
    return {
        "dbname": place["NAME"],
        "user": place["USER"],
        "password": place["PASSWORD"],
        "host": place["HOST"],
        "port": place["PORT"],
    }


def main() -> None:
    """Measure everything, each in a database of its own."""
    words = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    words.add_argument("--positions", type=int, default=200)
    words.add_argument("--rows", type=int, default=1_000_000)
    words.add_argument("--clients", type=int, default=24)
    words.add_argument("--windows", type=int, default=6)
    words.add_argument("--seconds", type=float, default=4)
    asked = words.parse_args()

    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "concord.project.settings")
    import django

    django.setup()
    from tests.databases import clone

    targets = Targets()
    with clone("concord_benchmark_tampering"):
        tampering(asked.positions, targets)
    with clone("concord_benchmark_load"):
        cost(asked.clients, asked.windows, asked.seconds, targets)
    with clone("concord_benchmark_verifying"):
        verifying(asked.rows, targets)
    targets.finish()


if __name__ == "__main__":
    main()
