"""How far sight that an agency was given reaches: to which of its people, by which roles."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from concord.trust.access.matrix import parts_read
from concord.trust.accounts.models import Role, RoleHolding


@dataclass(frozen=True)
class Reached:
    """The people of an agency who hold one role, by name."""

    role: str
    names: tuple[str, ...]


class Reach:
    """The active people of some agencies on a day, and what their roles read.

    Nobody is left out for a conflict of interest: who is missing from a list would tell of it.
    """

    def __init__(self, agency_ids: Collection[UUID], *, on: date) -> None:
        self._reads = parts_read(on)
        held = RoleHolding.objects.filter(
            Q(held_until=None) | Q(held_until__gt=on),
            held_from__lte=on,
            user__agency__in=agency_ids,
            user__is_active=True,
        )
        self._people: dict[tuple[UUID, str], set[tuple[str, UUID]]] = defaultdict(set)
        columns = ("user__agency", "role", "user__full_name", "user_id")
        for agency, role, name, key in held.values_list(*columns):
            self._people[agency, role].add((name, key))

    def of(self, agency_id: UUID, parts: Collection[str]) -> list[Reached]:
        """Return, by role, the people of an agency whose role reads any of these parts."""
        return [
            Reached(role.label, tuple(name for name, _ in sorted(people)))
            for role in Role
            if self._reads.get(role, frozenset()) & set(parts)
            and (people := self._people.get((agency_id, role)))
        ]
