"""Where the oracle and the walls part ways on a world."""

from collections.abc import Callable
from functools import cache, partial
from typing import Any

from tests.trust.oracle import World
from tests.trust.protected import KEPT, PROTECTED
from tests.trust.staging import Kept
from tests.trust.worlds import COMPARTMENTS, PEOPLE
from tests.trust.worlds_loaded import Seen, Stage


def differences(stage: Stage, world: World) -> tuple[list[str], int]:
    """Return a sentence for each row that a wall shows and the oracle hides, or the reverse.

    With them comes how many rows somebody sees by the oracle.
    """
    found: list[str] = []
    visible = 0
    with stage.showing(world) as described:
        for person in range(PEOPLE):
            actor = stage.actor(person)
            rows = expected_rows(stage, world, person)
            pairs = expected_pairs(stage, world, person)
            kept = expected_kept(stage, world, person)
            access = expected_access(stage, world, person, described)
            history = expected_history(stage, world, person)
            own = {(table, key) for table, key, owner in stage.own if owner == person}
            people = {key for table, key in rows if table == "subjects_subject"}
            found_by = {("subjects_searchkey", key) for key in people}
            everything = rows | pairs | kept | access | history | own | found_by
            visible += len(everything)
            raw = stage.in_plain_sql(actor)
            loaders = {pair for pair in raw - everything if _is_the_loaders(pair, described)}
            found += _differences(f"person {person}, plain SQL", everything, raw - loaders)
            found += _differences(f"person {person}, a search", found_by, stage.in_a_search(actor))
            pages = {pair for pair in kept if KEPT[pair[0]]}
            found += _differences(
                f"person {person}, a keeper's pages", pages, stage.on_the_keepers_pages(actor)
            )
            found += _differences(
                f"person {person}, the first wall", rows | pairs, stage.in_the_orm(actor)
            )
            parts = expected_parts(stage, world, person)
            found += _differences(f"person {person}, parts", parts, stage.in_parts(actor))
    return found, visible


def expected_rows(stage: Stage, world: World, person: int) -> Seen:
    """Return the rows about subjects that a person sees by the oracle."""
    sees = cache(partial(world.sees, person))
    return {
        (row.table, row.key)
        for row in stage.rows
        if sees(row.subject, row.part, row_of_agency=row.agency, meeting=row.meeting)
    }


def expected_pairs(stage: Stage, world: World, person: int) -> Seen:
    """Return the rows that join two subjects and that a person sees by the oracle."""
    sees = cache(partial(world.sees_pair, person))
    return {(row.table, row.key) for row in stage.pairs if sees(row.one, row.other, row.part)}


def expected_parts(stage: Stage, world: World, person: int) -> Seen:
    """Return the parts of every subject that a person sees by the oracle."""
    return {
        (part, key)
        for number, key in enumerate(stage.subjects)
        for part in COMPARTMENTS
        if world.sees(person, number, part)
    }


def expected_history(stage: Stage, world: World, person: int) -> Seen:
    """Return whose field history they see: by compartment, with no own rows, of rows they see."""
    seen = expected_rows(stage, world, person)
    sees = cache(partial(world.sees, person))
    return {
        ("audit_change", row.key)
        for row in stage.rows
        if PROTECTED[row.table].compartment
        and (row.table, row.key) in seen
        and sees(row.subject, row.part)
    }


def expected_access(
    stage: Stage, world: World, person: int, described: dict[str, dict[Any, Any]]
) -> Seen:
    """Return what they may know of who sees whom: grants, restrictions, blocks, emergencies,

    legal holds, and proposals to seal and unseal.
    """
    knows_of = cache(partial(world.knows_of, person))
    of_access: dict[str, Callable[[Any], bool]] = {
        "access_grant": lambda one: world.is_named_by(person, one) or knows_of(one.subject),
        "access_restriction": lambda one: knows_of(one.subject),
        "access_block": partial(world.knows_of_block, person),
        "access_breakglass": partial(world.knows_of_emergency, person),
    }
    of_subject = {
        "": knows_of,
        "seal": partial(world.knows_of_sealing, person),
        "unseal": partial(world.knows_of_unsealing, person),
    }
    return {
        (table, key)
        for table, things in described.items()
        for key, thing in things.items()
        if of_access[table](thing)
    } | {(row.table, row.key) for row in stage.about_access if of_subject[row.part](row.subject)}


def expected_kept(stage: Stage, world: World, person: int) -> Seen:
    """Return what is written about colleagues and a keeper of the log reads.

    Never about themselves, nor of whom is hidden from them; what anybody declared they read too.
    """

    def reads(row: Kept) -> bool:
        keeps = world.keeps_the_log(person, of=row.person)
        declared = row.declared_by == person
        return (keeps and not world.is_hidden_from(person, row.subject)) or declared

    return {(row.table, row.key) for row in stage.kept if reads(row)}


def _is_the_loaders(pair: tuple[str, object], described: dict) -> bool:  # type: ignore[type-arg]
    return pair[0] == "access_grant" and pair[1] not in described["access_grant"]


def _differences(where: str, expected: Seen, found: Seen) -> list[str]:
    shown = [f"{where} shows {pair}, the oracle does not" for pair in sorted(found - expected)]
    hidden = [f"{where} hides {pair}, the oracle does not" for pair in sorted(expected - found)]
    return shown + hidden
