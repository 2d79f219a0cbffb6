"""A district of any size in a scratch database: people, events, search keys, grants, restrictions.

Written in bulk with triggers asleep, for measuring only: what people do goes through commands.
Everybody's key follows from their number, so that a benchmark finds them again.
"""

import uuid
from datetime import date
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
    _write_addresses(cursor, people)
    _write_search_keys(cursor)
    cursor.execute("vacuum (analyze)")
    count = sql.SQL("select count(*) from {}")
    return sum(
        cursor.execute(count.format(sql.Identifier(table))).fetchall()[0][0] for table in _EVENTS
    )


def number_of(nhs_number: str) -> int:
    """Return which person of the district has an NHS number."""
    return int(nhs_number.removeprefix("999"))


def postcode_of(number: int) -> str:
    """Return the postcode of a person of the district."""
    return f"ZZ{number % 20} {number % 9}{chr(65 + number % 23)}{chr(65 + number % 19)}"


def _is_protected(number: int) -> bool:
    return number % 50 == 0


def sealed_address(pk: uuid.UUID, lines: str, postcode: str) -> tuple[bytes, bytes]:
    """Return the two sealed columns of an address that is written in bulk."""
    from concord.registers.subjects.models import Address

    row = Address(id=pk, lines=lines, postcode=postcode)
    names = ("lines", "postcode")
    first, second = (bytes(Address._meta.get_field(n).pre_save(row, add=True)) for n in names)
    return first, second


def _write_addresses(cursor: "psycopg.Cursor[Any]", people: int) -> None:
    columns = "id, version, kind, lines, postcode, from_on, confidential, subject_id"
    with cursor.copy(f"copy subjects_address ({columns}) from stdin".encode()) as copy:
        for number in range(1, people + 1):
            pk = key("address", number)
            sealed = sealed_address(pk, f"{number} Practice Street", postcode_of(number))
            copy.write_row(
                (pk, 1, "home", *sealed, date(2020, 1, 1), _is_protected(number),
                 key("person", number))
            )  # fmt: skip


def _write_search_keys(cursor: "psycopg.Cursor[Any]") -> None:
    from concord.registers.subjects import keys
    from concord.registers.subjects.tokens import token

    blind = cache(token)
    cursor.execute(
        "select s.id, s.descriptor, s.born_on, i.type, i.value"
        " from subjects_subject s join subjects_identifier i on i.subject_id = s.id"
    )
    rows = cursor.fetchall()
    with cursor.copy("copy subjects_searchkey (kind, token, subject_id) from stdin") as copy:
        for pk, name, born_on, kind, value in rows:
            number = number_of(value)
            numbers = [(kind, value)]
            found = (
                keys.name_keys([name])
                | keys.beginning_keys([name])
                | keys.birth_keys(born_on)
                | keys.date_keys(born_on)
                | keys.number_keys(numbers)
                | keys.value_keys(numbers)
                | (set() if _is_protected(number) else keys.postcode_key(postcode_of(number)))
            )
            for one in found:
                copy.write_row((one[0], blind(one), pk))
