"""A described world as rows of the real database, and what each wall then shows of it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import connection, models, transaction
from django.utils import timezone
from psycopg import sql

from concord.trust.access.models import Block, BreakGlass, Grant, Restriction, RoleCeiling
from concord.trust.access.queries import actor_for, compartments_seen, sighted
from concord.trust.accounts.models import RoleHolding, User
from concord.trust.actors import Actor
from concord.trust.context import set_context
from tests.trust import staging
from tests.trust.oracle import World
from tests.trust.protected import ASKED_BY, COMPARED, DESCRIBED, KEPT, PAIRS, PROTECTED, model_of

Seen = set[tuple[str, UUID]]
# What the rows of a meeting are called where a grant says whence it came.
OF_A_MEETING = "item"


@contextmanager
def staged() -> Iterator["Stage"]:
    """Have a stage for a while: in a transaction that is undone, for its links lead nowhere."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            # Compiling takes far longer than these few rows do.
            cursor.execute("set local jit = off")
        yield Stage()
        transaction.set_rollback(True)


class Stage(staging.Cast):
    """People, agencies, and rows about some subjects in every protected table; worlds then vary."""

    def __init__(self) -> None:
        super().__init__()
        self.rows = staging.rows(self)
        self.pairs = list(staging.pairs(self))
        self.about_access = list(staging.about_access(self))
        self.kept = list(staging.kept(self))
        self.own = list(staging.own_rows(self))
        set_context(self.loader)
        staging.search_keys(self)
        self.keys = {row.key for row in (*self.rows, *self.pairs, *self.about_access, *self.kept)}
        self.keys |= {key for _, key, _ in self.own}
        self._everything = _prepared()

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
        with connection.cursor() as cursor:
            cursor.execute(sql.SQL("execute {}").format(self._everything))
            return {
                (table, key)
                for table, key in cursor.fetchall()
                if key in self.keys or table in DESCRIBED
            }

    def in_a_search(self, actor: Actor) -> Seen:
        """Return whom a search finds, of people who all have the same name."""
        set_context(actor)
        with connection.cursor() as cursor:
            cursor.execute(
                "select subject_id from subjects_answering(%s::bytea[], %s::int[], 100)",
                [[staging.WORD], [0]],
            )
            return {("subjects_searchkey", key) for (key,) in cursor.fetchall()}

    def in_the_orm(self, actor: Actor) -> Seen:
        """Return what the first wall lets through where the second stands open."""
        set_context(self.loader)
        asked = [_labelled(table, _first_wall(table, actor)) for table in (*PROTECTED, *PAIRS)]
        return {(table, key) for table, key in _union(asked) if key in self.keys}

    def in_parts(self, actor: Actor) -> Seen:
        """Return the parts of subjects that commands and pages take a person to see."""
        set_context(actor)
        return {(part, key) for key in self.subjects for part in compartments_seen(actor, key)}

    def on_the_keepers_pages(self, actor: Actor) -> Seen:
        """Return what the pages about colleagues ask for and get, through both walls."""
        set_context(actor)
        asked = [_labelled(table, ask(actor)) for table, ask in KEPT.items() if ask]
        return {(table, key) for table, key in _union(asked) if key in self.keys}

    def _people_of(self, world: World) -> None:
        today = timezone.localdate()
        for number, user in enumerate(self.people):
            user.agency = self.agencies[world.agency_of[number]]
            user.is_active = number not in world.inactive
        User.objects.bulk_update(self.people, ["agency", "is_active"])
        RoleHolding.objects.bulk_create(
            RoleHolding(
                user=self.people[held.person],
                role=held.role,
                held_from=today + timedelta(held.from_day),
                held_until=None if held.until_day is None else today + timedelta(held.until_day),
            )
            for held in world.holdings
        )
        RoleCeiling.objects.bulk_create(
            RoleCeiling(
                role=row.role,
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
            **self._source(grant),
        )

    def _source(self, grant: Any) -> dict[str, Any]:
        if grant.meeting is not None:
            item = self.items[grant.subject, grant.meeting]
            return {"source_type": OF_A_MEETING, "source_id": item}
        return {"source_type": "break_glass" if grant.broke_glass else "a test"}

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


def _prepared() -> sql.Identifier:
    """Prepare to ask every table at once: planning that takes longer than these few rows do."""
    one = sql.SQL("select {}, {} from {}")
    asked = [
        one.format(
            sql.Literal(name), sql.Identifier(ASKED_BY.get(name, "id")), sql.Identifier(name)
        )
        for name in COMPARED
    ]
    name = sql.Identifier(f"everything_{uuid4().hex}")
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("prepare {} as ").format(name) + sql.SQL(" union all ").join(asked))
    return name


def _first_wall(table: str, actor: Actor) -> Any:
    """Ask the app's own wall, or where it has none the sentence that all apps share."""
    wall, model = PROTECTED.get(table) or PAIRS[table], model_of(table)
    if wall.visible_to:
        return wall.visible_to(actor)
    return sighted(
        model.objects.all(),
        actor,
        compartment=wall.compartment,
        subject=wall.subject,
        own_column=wall.own_column,
        source=(OF_A_MEETING, wall.meeting) if wall.meeting else None,
    )


def _labelled(table: str, rows: Any) -> Any:
    named = models.Value(table, output_field=models.CharField())
    return rows.order_by().annotate(of_table=named).values_list("of_table", "pk")


def _union(parts: list[Any]) -> Any:
    asked = [part for part in parts if not part.query.is_empty()]
    return asked[0].union(*asked[1:], all=True) if asked else []
