"""Do the walls of a restored database stand? Asked by a few readers, and by nobody at all."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from concord.project.backup.proving import Proof
from concord.trust.access.queries import actor_for
from concord.trust.access.rules import Compartment
from concord.trust.access.walls import walled
from concord.trust.accounts.models import User
from concord.trust.actors import Actor
from concord.trust.context import acting_as
from concord.trust.context.startup import unsafe_reasons

_READERS = 8
# Whom somebody may know of, worked out beside the walls: as the role that they do not bind.
_KNOWN = """
    select distinct s.id from subjects_subject s join access_grant g on g.subject_id = s.id
    where g.principal_id = any(%s) and 'identity' = any(g.compartments) and not g.suspended
      and g.starts_at <= now() and g.ends_at > now()
      and not exists (select 1 from access_block b
                      where b.subject_id = s.id and b.user_id = %s and b.lifted_at is null)
"""


def prove_walls(beside: Any, rows: Mapping[str, int]) -> Iterator[Proof]:
    """Prove the role, every wall without a reader, and what a few readers see.

    `beside` is a connection that the walls do not bind; `rows` says which tables hold anything.
    """
    reasons = unsafe_reasons()
    yield Proof("Role", not reasons, "; ".join(reasons) or "the walls bind the application")
    yield _without_a_reader([table for table in walled() if rows.get(table)])
    yield _with_readers(beside, timezone.localdate())


def _without_a_reader(tables: list[str]) -> Proof:
    open_tables = [table for table in tables if _answers(table)]
    found = f"{len(tables)} walled tables answer nobody in particular with an error"
    if open_tables:
        found = f"without a reader, an answer comes from {', '.join(open_tables)}"
    return Proof("Walls without a reader", not open_tables, found)


def _answers(table: str) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"select 1 from {connection.ops.quote_name(table)} limit 1")  # noqa: S608 - quoted
    except DatabaseError:
        return False
    return True


def _with_readers(beside: Any, today: date) -> Proof:
    readers = _a_few_readers(today)
    differing = sum(_seen(actor) != _known(beside, actor) for actor in readers)
    found = f"{len(readers)} readers each see whom their grants name, and nobody else"
    if differing:
        found = f"{differing} of {len(readers)} readers see others than their grants name"
    return Proof("Walls with readers", not differing, found)


def _a_few_readers(today: date) -> list[Actor]:
    """Return one active person for each of the first roles."""
    people: dict[str, User] = {}
    held = User.objects.filter(is_active=True, role_holdings__held_until=None)
    for role, user in held.values_list("role_holdings__role", "pk").order_by("username"):
        people.setdefault(role, user)
    chosen = User.objects.filter(pk__in=list(people.values())[:_READERS])
    return [actor_for(user, on=today) for user in chosen]


def _seen(actor: Actor) -> set[UUID]:
    with acting_as(actor), connection.cursor() as cursor:
        cursor.execute("select id from subjects_subject")
        return {key for (key,) in cursor.fetchall()}


def _known(beside: Any, actor: Actor) -> set[UUID]:
    if Compartment.IDENTITY not in actor.reads:
        return set()
    found = beside.execute(_KNOWN, [list(actor.principals), actor.user_id])
    return {key for (key,) in found.fetchall()}
