"""A described world as rows of the real database, and what each wall then shows of it."""

import dataclasses
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import combinations, permutations
from typing import Any
from uuid import UUID, uuid4

from django.db import connection, models, transaction
from django.utils import timezone
from psycopg import sql

from concord.registers.subjects.models import SearchKey
from concord.trust.access.models import Block, BreakGlass, Grant, Restriction, RoleCeiling
from concord.trust.access.queries import actor_for, sighted
from concord.trust.accounts.models import RoleHolding, User
from concord.trust.actors import Actor
from concord.trust.agencies.models import Agency, AgencyKind
from concord.trust.context import set_context
from concord.trust.records import changes_allowed
from tests.trust.filling import filled
from tests.trust.oracle import World
from tests.trust.protected import OWN_ROWS, PAIRS, PROTECTED, Wall, model_of
from tests.trust.worlds import AGENCIES, COMPARTMENTS, PEOPLE, SUBJECTS

Seen = set[tuple[str, UUID]]
_ACCESS = ("access_grant", "access_restriction", "access_block", "access_breakglass")
# The token of a word in everybody's name.
_WORD = b"a word that all share"


@dataclasses.dataclass(frozen=True)
class Row:
    """One row of a protected table: which part of which subject, and whose own row it is."""

    table: str
    key: UUID
    subject: int
    part: str
    agency: int | None


@dataclasses.dataclass(frozen=True)
class Pair:
    """One row that joins two subjects, in one part of them."""

    table: str
    key: UUID
    one: int
    other: int
    part: str


@contextmanager
def staged() -> Iterator["Stage"]:
    """Have a stage for a while: in a transaction that is undone, for its links lead nowhere."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            # Compiling takes far longer than these few rows do.
            cursor.execute("set local jit = off")
        yield Stage()
        transaction.set_rollback(True)


class Stage:
    """People, agencies, and rows about some subjects in every protected table; worlds then vary."""

    def __init__(self) -> None:
        self.now = timezone.now()
        self.subjects = sorted(uuid4() for _ in range(SUBJECTS))
        self.agencies = Agency.objects.bulk_create(
            Agency(
                code=f"stage-{number}",
                name=f"Agency {number}",
                kind=AgencyKind.POLICE,
                valid_from=timezone.localdate(),
            )
            for number in range(AGENCIES)
        )
        self.people = User.objects.bulk_create(
            User(username=f"stage-{number}", full_name=f"P{number}", agency=self.agencies[0])
            for number in range(PEOPLE)
        )
        self.loader = Actor(uuid4(), "Loader", uuid4(), reads=frozenset(COMPARTMENTS))
        set_context(self.loader)
        Grant.objects.bulk_create(self._loaders_grant(key) for key in self.subjects)
        with changes_allowed():
            self.rows = list(self._rows())
            self.pairs = list(self._pairs())
        self.own = list(self._own_rows())
        set_context(self.loader)
        SearchKey.objects.bulk_create(
            SearchKey(subject_id=key, kind="w", token=_WORD) for key in self.subjects
        )

    @contextmanager
    def showing(self, world: World) -> Iterator[dict[str, dict[UUID, Any]]]:
        """Have the world in the database for a while; yield the rows of access by table and key."""
        with transaction.atomic():
            set_context(self.loader)
            self._people_of(world)
            described = {"access_grant": {}, "access_restriction": {}, "access_block": {}}
            if len(world.grants) % 2:
                self._add(described, world.restrictions, self._restriction)
                self._add(described, world.grants, self._grant)
            else:
                self._add(described, world.grants, self._grant)
                self._add(described, world.restrictions, self._restriction)
            self._add(described, world.blocks, self._block)
            described["access_breakglass"] = self._break_glass(world)
            yield described
            transaction.set_rollback(True)

    def actor(self, person: int) -> Actor:
        """Return a person as the next request would take them to be."""
        user = User.objects.select_related("agency").get(pk=self.people[person].pk)
        return actor_for(user, on=timezone.localdate())

    def in_plain_sql(self, actor: Actor) -> Seen:
        """Return what the second wall lets through, whatever is asked."""
        set_context(actor)
        tables = [*PROTECTED, *PAIRS, *OWN_ROWS, *_ACCESS]
        one = sql.SQL("select {}, id from {}")
        asked = [one.format(sql.Literal(name), sql.Identifier(name)) for name in tables]
        asked.append(sql.SQL("select 'audit_change', record_id from audit_change"))
        with connection.cursor() as cursor:
            cursor.execute(sql.SQL(" union all ").join(asked))
            ours = {row.key for row in (*self.rows, *self.pairs)}
            ours |= {key for _, key, _ in self.own}
            return {
                (table, key) for table, key in cursor.fetchall() if key in ours or table in _ACCESS
            }

    def in_a_search(self, actor: Actor) -> Seen:
        """Return whom a search finds, of people who all have the same name."""
        set_context(actor)
        with connection.cursor() as cursor:
            cursor.execute(
                "select subject_id from subjects_answering(%s::bytea[], %s::int[], 100)",
                [[_WORD], [0]],
            )
            return {("subjects_subject", key) for (key,) in cursor.fetchall()}

    def in_the_orm(self, actor: Actor) -> tuple[Seen, Seen]:
        """Return what the first wall lets through where the second stands open.

        First by the sentence that all apps share, then by the apps' own `visible_to`.
        """
        set_context(self.loader)
        parts = [
            *(_labelled(f"sighted:{name}", _sighted(name, actor)) for name in PROTECTED),
            *(
                _labelled(f"visible_to:{name}", wall.visible_to(actor))
                for name, wall in PROTECTED.items()
                if wall.visible_to is not None
            ),
            *(
                _labelled(f"visible_to:{name}", pair.visible_to(actor))
                for name, pair in PAIRS.items()
            ),
        ]
        asked = [part for part in parts if not part.query.is_empty()]
        ours = {row.key for row in (*self.rows, *self.pairs)}
        found: dict[str, Seen] = {"sighted": set(), "visible_to": set()}
        for label, key in _union(asked):
            how, _, table = label.partition(":")
            if key in ours:
                found[how].add((table, key))
        return found["sighted"], found["visible_to"]

    def _rows(self) -> Iterator[Row]:
        for table, wall in PROTECTED.items():
            cells = [
                (number, part, agency)
                for number in range(SUBJECTS)
                for part in (COMPARTMENTS if wall.part_column else (wall.compartment,))
                for agency in (range(AGENCIES) if wall.own_column else (None,))
            ]
            made = [filled(model_of(table), **self._given(wall, *cell)) for cell in cells]
            model_of(table).objects.bulk_create(made)
            for row, (number, part, agency) in zip(made, cells, strict=True):
                yield Row(table, row.pk, number, part, agency)

    def _pairs(self) -> Iterator[Pair]:
        for table, wall in PAIRS.items():
            couples = combinations if wall.in_order else permutations
            cells = [
                (one, other, part)
                for one, other in couples(range(SUBJECTS), 2)
                for part in COMPARTMENTS
            ]
            model = model_of(table)
            made = [
                filled(
                    model,
                    **dict(zip(wall.ends, (self.subjects[one], self.subjects[other]), strict=True)),
                    **{wall.part_column: part, **dict(wall.given)},
                )
                for one, other, part in cells
            ]
            model.objects.bulk_create(made)
            for row, cell in zip(made, cells, strict=True):
                yield Pair(table, row.pk, *cell)

    def _given(self, wall: Wall, subject: int, part: str, agency: int | None) -> dict[str, Any]:
        given: dict[str, Any] = {wall.subject: self.subjects[subject]}
        if wall.part_column:
            given[wall.part_column] = part
        if agency is not None:
            given[wall.own_column] = self.agencies[agency].pk
        return given

    def _own_rows(self) -> Iterator[tuple[str, UUID, int]]:
        for person, user in enumerate(self.people):
            set_context(Actor(user.pk, "", self.agencies[0].pk))
            for table, owner in OWN_ROWS.items():
                row = filled(model_of(table), **{owner: user.pk})
                with changes_allowed():
                    model_of(table).objects.bulk_create([row])
                yield table, row.pk, person

    def _loaders_grant(self, subject_id: UUID) -> Grant:
        return Grant(
            subject_id=subject_id,
            principal_kind="user",
            principal_id=self.loader.user_id,
            compartments=list(COMPARTMENTS),
            starts_at=self.now,
            ends_at=self.now + timedelta(days=900),
        )

    def _people_of(self, world: World) -> None:
        today = timezone.localdate()
        for number, user in enumerate(self.people):
            user.agency = self.agencies[world.agency_of[number]]
            user.is_active = number not in world.inactive
        User.objects.bulk_update(self.people, ["agency", "is_active"])
        RoleHolding.objects.bulk_create(
            RoleHolding(
                user=self.people[held.person],
                role=f"role-{held.role}",
                held_from=today + timedelta(held.from_day),
                held_until=None if held.until_day is None else today + timedelta(held.until_day),
            )
            for held in world.holdings
        )
        RoleCeiling.objects.bulk_create(
            RoleCeiling(
                role=f"role-{row.role}",
                compartment=row.compartment,
                ability=row.ability,
                valid_from=today + timedelta(row.from_day),
                valid_to=None if row.until_day is None else today + timedelta(row.until_day),
            )
            for row in world.ceilings
        )

    def _add(self, described: dict[str, Any], things: Any, row_of: Callable[[Any], Any]) -> None:
        rows = [row_of(thing) for thing in things]
        if rows:
            type(rows[0]).objects.bulk_create(rows)
            described[rows[0]._meta.db_table] = {
                row.pk: thing for row, thing in zip(rows, things, strict=True)
            }

    def _grant(self, grant: Any) -> Grant:
        by_person = grant.person is not None
        return Grant(
            subject_id=self.subjects[grant.subject],
            principal_kind="user" if by_person else "agency",
            principal_id=(
                self.people[grant.person].pk if by_person else self.agencies[grant.agency].pk
            ),
            compartments=sorted(grant.compartments),
            starts_at=self.now + timedelta(hours=grant.from_hour),
            ends_at=self.now + timedelta(hours=grant.until_hour),
            source_type="break_glass" if grant.broke_glass else "a test",
        )

    def _restriction(self, one: Any) -> Restriction:
        open_to = [self.people[person].pk for person in sorted(one.open_to)]
        return Restriction(
            subject_id=self.subjects[one.subject],
            level=one.level,
            open_to=[*open_to, self.loader.user_id],
            starts_at=self.now,
            lifted_at=self.now if one.lifted else None,
        )

    def _block(self, one: Any) -> Block:
        return Block(
            subject_id=self.subjects[one.subject],
            user_id=self.people[one.person].pk,
            starts_at=self.now,
            lifted_at=self.now if one.lifted else None,
        )

    def _break_glass(self, world: World) -> dict[UUID, Any]:
        """People write down their own emergency access only."""
        made = {}
        for grant in (one for one in world.grants if one.broke_glass):
            user = self.people[grant.person]
            set_context(Actor(user.pk, "", user.agency_id))
            glass = BreakGlass(
                subject_id=self.subjects[grant.subject],
                user_id=user.pk,
                starts_at=self.now,
                ends_at=self.now,
                review_due_on=timezone.localdate(),
            )
            BreakGlass.objects.bulk_create([glass])
            made[glass.pk] = grant
        return made


def _sighted(table: str, actor: Actor) -> Any:
    wall, model = PROTECTED[table], model_of(table)
    if not wall.compartment:
        return model.objects.none()
    return sighted(
        model.objects.all(),
        actor,
        compartment=wall.compartment,
        subject=wall.subject,
        own_column=wall.own_column,
    )


def _labelled(table: str, rows: Any) -> Any:
    named = models.Value(table, output_field=models.CharField())
    return rows.order_by().annotate(of_table=named).values_list("of_table", "pk")


def _union(parts: list[Any]) -> Any:
    return parts[0].union(*parts[1:], all=True) if parts else []
