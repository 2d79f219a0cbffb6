"""Where the oracle and the walls part ways on a world."""

from tests.trust.oracle import World
from tests.trust.protected import PROTECTED
from tests.trust.worlds import PEOPLE
from tests.trust.worlds_loaded import Seen, Stage


def differences(stage: Stage, world: World) -> list[str]:
    """Return one sentence for each row that a wall shows and the oracle hides, or the reverse."""
    found: list[str] = []
    with stage.showing(world) as described:
        for person in range(PEOPLE):
            actor = stage.actor(person)
            rows = expected_rows(stage, world, person)
            pairs = expected_pairs(stage, world, person)
            everything = (
                rows
                | pairs
                | expected_history(stage, world, person)
                | expected_own(stage, person)
                | expected_access(world, person, described)
            )
            raw = stage.in_plain_sql(actor)
            loaders = {pair for pair in raw - everything if _is_the_loaders(pair, described)}
            found += _differences(f"person {person}, plain SQL", everything, raw - loaders)
            people = {pair for pair in rows if pair[0] == "subjects_subject"}
            found += _differences(f"person {person}, a search", people, stage.in_a_search(actor))
            first, by_app = stage.in_the_orm(actor)
            whole = {pair for pair in rows if PROTECTED[pair[0]].compartment}
            own = {pair for pair in rows if PROTECTED[pair[0]].visible_to is not None}
            found += _differences(f"person {person}, sighted", whole, first)
            found += _differences(f"person {person}, visible_to", own | pairs, by_app)
    return found


def expected_rows(stage: Stage, world: World, person: int) -> Seen:
    """Return the rows about subjects that a person sees by the oracle."""
    return {
        (row.table, row.key)
        for row in stage.rows
        if world.sees(person, row.subject, row.part, row_of_agency=row.agency)
    }


def expected_pairs(stage: Stage, world: World, person: int) -> Seen:
    """Return the rows that join two subjects and that a person sees by the oracle."""
    return {
        (row.table, row.key)
        for row in stage.pairs
        if world.sees_pair(person, row.one, row.other, row.part)
    }


def expected_history(stage: Stage, world: World, person: int) -> Seen:
    """Return whose field history they see: by compartment alone, with no own rows."""
    return {
        ("audit_change", row.key)
        for row in stage.rows
        if PROTECTED[row.table].compartment and world.sees(person, row.subject, row.part)
    }


def expected_own(stage: Stage, person: int) -> Seen:
    """Return their own drafts, held forms and notices."""
    return {(table, key) for table, key, owner in stage.own if owner == person}


def expected_access(world: World, person: int, described: dict) -> Seen:  # type: ignore[type-arg]
    """Return the grants, restrictions, blocks and broken glass that they may know of."""
    seen: Seen = set()
    for table, things in described.items():
        for key, thing in things.items():
            mine = {
                "access_grant": lambda one: world.is_named_by(person, one),
                "access_restriction": lambda one: False,
                "access_block": lambda one: one.person == person,
                "access_breakglass": lambda one: one.person == person,
            }[table]
            if mine(thing) or world.knows_of(person, thing.subject):
                seen.add((table, key))
    return seen


def _is_the_loaders(pair: tuple[str, object], described: dict) -> bool:  # type: ignore[type-arg]
    return pair[0] == "access_grant" and pair[1] not in described["access_grant"]


def _differences(where: str, expected: Seen, found: Seen) -> list[str]:
    shown = [f"{where} shows {pair}, the oracle does not" for pair in sorted(found - expected)]
    hidden = [f"{where} hides {pair}, the oracle does not" for pair in sorted(expected - found)]
    return shown + hidden
