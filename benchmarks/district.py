"""A district of any size in a scratch database: people, events, search keys, grants, restrictions.

Written in bulk with triggers asleep, for measuring only: what people do goes through commands.
Everybody's key follows from their number, so that a benchmark finds them again.
"""

import uuid
from functools import cache
from hashlib import md5
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

PEOPLE = 200_000
_SQL = Path(__file__).with_suffix(".sql")
_EVENTS = ("frontdoor_referral", "statutory_episode", "statutory_step", "tracking_period",
           "tracking_levelchange", "actions_action")  # fmt: skip


def key(kind: str, number: int) -> uuid.UUID:
    """Return the key of a thing of the district: "person", "user", "agency", "referral"."""
    digest = md5(f"{kind}{number}".encode(), usedforsecurity=False)
    return uuid.UUID(digest.hexdigest())


def build(cursor: "psycopg.Cursor[Any]", people: int = PEOPLE) -> int:
    """Fill the database of a superuser's cursor and return how many events it holds."""
    cursor.execute(_SQL.read_text(encoding="utf-8").replace(":people", str(people)).encode())
    _write_search_keys(cursor)
    cursor.execute("vacuum (analyze)")
    count = sql.SQL("select count(*) from {}")
    return sum(
        cursor.execute(count.format(sql.Identifier(table))).fetchall()[0][0] for table in _EVENTS
    )


def _write_search_keys(cursor: "psycopg.Cursor[Any]") -> None:
    from concord.registers.subjects import keys
    from concord.registers.subjects.tokens import token

    blind = cache(token)
    cursor.execute(
        "select s.id, s.descriptor, s.born_on, i.type, i.value, a.postcode, a.confidential"
        " from subjects_subject s join subjects_identifier i on i.subject_id = s.id"
        " join subjects_address a on a.subject_id = s.id"
    )
    rows = cursor.fetchall()
    with cursor.copy("copy subjects_searchkey (kind, token, subject_id) from stdin") as copy:
        for pk, name, born_on, kind, value, postcode, confidential in rows:
            numbers = [(kind, value)]
            found = (
                keys.name_keys([name])
                | keys.beginning_keys([name])
                | keys.birth_keys(born_on)
                | keys.date_keys(born_on)
                | keys.number_keys(numbers)
                | keys.value_keys(numbers)
                | (set() if confidential else keys.postcode_key(postcode))
            )
            for one in found:
                copy.write_row((one[0], blind(one), pk))
