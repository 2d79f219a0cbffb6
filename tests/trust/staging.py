"""The rows that random worlds are asked about: some in every walled table, for the same few people.

Rows of a meeting hang on each other as in a real meeting; other links lead nowhere.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations, permutations, product
from typing import Any
from uuid import UUID, uuid4

from django.db.models import F
from django.utils import timezone

from concord.registers.subjects.models import SearchKey
from concord.trust.access.models import Grant, RoleCeiling
from concord.trust.accounts.models import RoleHolding, User
from concord.trust.actors import Actor
from concord.trust.agencies.models import Agency, AgencyKind
from concord.trust.context import set_context
from concord.trust.records import changes_allowed
from tests.trust.filling import filled
from tests.trust.oracle import LOG
from tests.trust.protected import ABOUT_ACCESS, OWN_ROWS, PAIRS, PROTECTED, Wall, model_of
from tests.trust.worlds import AGENCIES, COMPARTMENTS, MEETINGS, PEOPLE, SUBJECTS

# The token of a word in everybody's name.
WORD = b"a word that all share"
WATCH = "watch"


@dataclass(frozen=True)
class Row:
    """One row of a protected table: which part of which subject, whose own, of which meeting."""

    table: str
    key: UUID
    subject: int
    part: str
    agency: int | None
    meeting: int | None


@dataclass(frozen=True)
class Pair:
    """One row that joins two subjects, in one part of them."""

    table: str
    key: UUID
    one: int
    other: int
    part: str


@dataclass(frozen=True)
class Kept:
    """One row about a colleague for who keeps the log: of which subject, declared by whom."""

    table: str
    key: UUID
    person: int
    subject: int | None = None
    declared_by: int | None = None


class Cast:
    """Subjects, meetings, agencies and people, and a loader who may do what the staging needs."""

    def __init__(self) -> None:
        self.now = timezone.now()
        self.subjects = sorted(uuid4() for _ in range(SUBJECTS))
        # The item of each subject at each meeting, which names both.
        self.items = {cell: uuid4() for cell in product(range(SUBJECTS), range(MEETINGS))}
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
        reads = frozenset({*COMPARTMENTS, LOG, WATCH})
        # Who answers for people knows of blocks, and so can load them and ask the first wall.
        loader = User.objects.create(username="loader", agency=self.agencies[0])
        RoleHolding.objects.create(user=loader, role="team_manager", held_from=timezone.localdate())
        self.loader = Actor(loader.pk, "Loader", uuid4(), reads=reads)
        set_context(self.loader)
        Grant.objects.bulk_create(self._loaders_grant(key) for key in self.subjects)
        # What the roles open is the worlds' own to say.
        RoleCeiling.objects.update(valid_to=F("valid_from"))

    def _loaders_grant(self, subject_id: UUID) -> Grant:
        return Grant(
            subject_id=subject_id,
            principal_kind="user",
            principal_id=self.loader.user_id,
            compartments=list(COMPARTMENTS),
            starts_at=self.now,
            ends_at=self.now + timedelta(days=900),
        )


def rows(cast: Cast) -> list[Row]:
    """Add rows about every subject, of every part, agency and meeting that a table tells apart."""
    made: dict[tuple[Any, ...], UUID] = {}
    for table, wall in PROTECTED.items():
        cells = list(
            product(
                range(SUBJECTS),
                COMPARTMENTS if wall.part_column else (wall.compartment,),
                range(AGENCIES) if wall.own_column else (None,),
                range(MEETINGS) if wall.meeting else (None,),
            )
        )
        added = _add(table, (_given(cast, wall, made, *cell) for cell in cells))
        made |= {(table, *cell): key for cell, key in zip(cells, added, strict=True)}
    return [Row(table, key, *cell) for (table, *cell), key in made.items()]


def pairs(cast: Cast) -> Iterator[Pair]:
    """Add a row of every part for every two subjects, both ways unless their order is fixed."""
    for table, wall in PAIRS.items():
        couples = combinations if wall.in_order else permutations
        cells = list(product(couples(range(SUBJECTS), 2), COMPARTMENTS))
        added = _add(
            table,
            (
                dict(zip(wall.ends, (cast.subjects[one] for one in couple), strict=True))
                | {wall.part_column: part, **dict(wall.given)}
                for couple, part in cells
            ),
        )
        for key, (couple, part) in zip(added, cells, strict=True):
            yield Pair(table, key, *couple, part)


def own_rows(cast: Cast) -> Iterator[tuple[str, UUID, int]]:
    """Add what is each person's own; yield its table, key and person."""
    for person, user in enumerate(cast.people):
        set_context(Actor(user.pk, "", cast.agencies[0].pk))
        for table, owner in OWN_ROWS.items():
            for key in _add(table, [{owner: user.pk}]):
                yield table, key, person


def about_access(cast: Cast) -> Iterator[Row]:
    """Add a legal hold of each subject, and a proposal to seal and one to unseal it."""
    hold, proposal = ABOUT_ACCESS
    for table, part, columns in (
        (hold, "", {}),
        (proposal, "seal", {"wants": "seal"}),
        # One alone may wait for an answer.
        (proposal, "unseal", {"wants": "unseal", "answer": "declined"}),
    ):
        given = [{"subject_id": key, **columns} for key in cast.subjects]
        for number, key in enumerate(_add(table, given)):
            yield Row(table, key, number, part, None, None)


def kept(cast: Cast) -> Iterator[Kept]:
    """Add questions, declarations and proposals about everybody, declarations by everybody."""
    people, subjects = range(PEOPLE), [None, *range(SUBJECTS)]
    for table, cells in {
        "oversight_question": list(product(people, subjects)),
        "interests_proposal": list(product(people, subjects[1:])),
    }.items():
        added = _add(table, (_about(cast, *cell) for cell in cells))
        yield from (Kept(table, key, *cell) for cell, key in zip(cells, added, strict=True))
    for declarer in people:
        set_context(Actor(cast.people[declarer].pk, "", cast.agencies[0].pk))
        given = [
            _about(cast, person) | {"declared_by": cast.people[declarer].pk} for person in people
        ]
        declared = list(_add("interests_interest", given))
        for person, key in enumerate(declared):
            yield Kept("interests_interest", key, person, declared_by=declarer)
            closed = [{"interest_id": key, "subject_id": each} for each in cast.subjects]
            for subject, block in enumerate(_add("interests_interestblock", closed)):
                yield Kept("interests_interestblock", block, person, subject)
    set_context(cast.loader)


def search_keys(cast: Cast) -> None:
    """Have everybody found by the same word."""
    SearchKey.objects.bulk_create(
        SearchKey(subject_id=key, kind="w", token=WORD) for key in cast.subjects
    )


def _given(cast: Cast, wall: Wall, made: dict[tuple[Any, ...], UUID], *cell: Any) -> dict[str, Any]:
    subject, part, agency, meeting = cell
    given: dict[str, Any] = {wall.subject: cast.subjects[subject]}
    if wall.part_column:
        given[wall.part_column] = part
    if agency is not None:
        given[wall.own_column] = cast.agencies[agency].pk
    if wall.hangs_on:
        column, table = wall.hangs_on
        given[column] = made[(table, *cell)]
    elif wall.meeting:
        given[wall.meeting] = cast.items[subject, meeting]
    return given


def _about(cast: Cast, person: int, subject: int | None = None) -> dict[str, Any]:
    about = {} if subject is None else {"subject_id": cast.subjects[subject]}
    return {"user_id": cast.people[person].pk, **about}


def _add(table: str, given: Any) -> list[UUID]:
    model = model_of(table)
    made = [filled(model, **each) for each in given]
    with changes_allowed():
        model.objects.bulk_create(made)
    return [row.pk for row in made]
