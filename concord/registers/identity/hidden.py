"""Look for restricted people whom an entry may be, without telling whoever made the entry.

A function of the database says which restricted people share blind keys with an entry, and who
keeps them. What follows is done with the sight of one of those keepers, and seen by them alone.
"""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.db import connection

from concord.kernel.clocks import local_date
from concord.registers.identity import access, rules
from concord.registers.identity.commands import find_hidden
from concord.registers.identity.queries import verdicts_on
from concord.registers.identity.rules import Says
from concord.registers.subjects.models import Subject
from concord.registers.subjects.queries import likeness_of, people
from concord.trust.access.queries import actor_for
from concord.trust.accounts.models import User
from concord.trust.actors import Actor, on_behalf_of
from concord.trust.context import acting_as


def look(entry_id: UUID, *, at: datetime) -> int:
    """Ask the keepers of each restricted person whom an entry may be; return how many there are.

    Run again it asks nothing twice.
    """
    return sum(
        _ask(entry_id, hidden, keepers, kinds, at=at)
        for hidden, keepers, kinds in _found("select * from identity_hidden_alike(%s)", entry_id)
    )


def look_back(hidden_id: UUID, *, at: datetime) -> int:
    """Ask the keepers of somebody who has become restricted which open entries are that person.

    Whoever was shown such a pair, or asked about it, no longer is: both ends are not theirs to see.
    """
    return sum(
        _ask(entry, hidden_id, keepers, kinds, at=at)
        for entry, keepers, kinds in _found("select * from identity_entries_alike(%s)", hidden_id)
    )


def _found(question: str, asked: UUID) -> list[tuple[UUID, list[UUID], list[str]]]:
    """Return who shares keys with an entry, who keeps the restricted one, and the keys' kinds."""
    with connection.cursor() as cursor:
        cursor.execute(question, [asked])
        return list(cursor.fetchall())


def _ask(
    entry_id: UUID, hidden: UUID, keepers: list[UUID], kinds: list[str], *, at: datetime
) -> bool:
    """Keep the question under the first keeper's sight, unless it is none."""
    for actor in _actors(keepers, at):
        with acting_as(actor):
            seen = people(actor, [hidden, entry_id])
            if hidden not in seen:
                continue
            if access.hidden_visible_to(actor).filter(subject=hidden, entry=entry_id).exists():
                return False
            if not _may_be(actor, seen, hidden, entry_id, kinds):
                return False
            find_hidden(seen[hidden], by=on_behalf_of(actor), entry_id=entry_id, kinds=kinds, at=at)
            return True
    return False


def _may_be(
    actor: Actor, seen: dict[UUID, Subject], hidden: UUID, entry_id: UUID, kinds: list[str]
) -> bool:
    """Compare the two where the keeper sees both and nobody has; or the keys must say enough."""
    if entry_id not in seen:
        return rules.is_worth_asking(kinds)
    said = verdicts_on(actor, hidden, [entry_id]).get(entry_id)
    if said is not None and said.says != Says.NOT_SURE:
        return False
    return likeness_of(actor, seen[hidden], seen[entry_id]) is not None


def _actors(keepers: list[UUID], at: datetime) -> Iterator[Actor]:
    for user in User.objects.filter(pk__in=keepers, is_active=True).order_by("pk"):
        yield actor_for(user, on=local_date(at))
