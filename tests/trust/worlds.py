"""Random partnerships for the oracle: who is granted, restricted, blocked, new, gone."""

from hypothesis import strategies as st

from concord.trust.access.rules import PARTS_OF_A_CASE, Compartment
from tests.trust.oracle import (
    KEEPER,
    LOG,
    Block,
    Ceiling,
    Grant,
    Holding,
    Restriction,
    World,
)

AGENCIES, PEOPLE, SUBJECTS, MEETINGS = 3, 4, 3, 3
ROLES = ("team_manager", "police", KEEPER)
COMPARTMENTS = tuple(part.value for part in Compartment)
# The parts that tables have come up most often, so that there are rows to see.
_OFTEN = tuple(part.value for part in PARTS_OF_A_CASE)
_DRAWN = (*_OFTEN * 4, *[Compartment.IDENTITY.value] * 8, *COMPARTMENTS)
_CELLS = (
    *((role, part) for role in ROLES if role != KEEPER for part in _DRAWN),
    *((role, part) for role in ROLES for part in (*COMPARTMENTS, LOG)),
    *((KEEPER, LOG),) * 12,
)

_agencies = st.integers(0, AGENCIES - 1)
_people = st.integers(0, PEOPLE - 1)
_subjects = st.integers(0, SUBJECTS - 1)
_roles = st.sampled_from((ROLES[0], *ROLES))
# The last gave nobody sight: what it recorded is like an action that no meeting set.
_meetings = st.integers(0, MEETINGS - 2)
_lists = st.frozensets(_people, max_size=3)
_parts = st.one_of(
    st.just(frozenset(COMPARTMENTS)),
    st.just(frozenset(_OFTEN)),
    st.frozensets(st.sampled_from(_DRAWN), min_size=1, max_size=8),
)
_days = st.sampled_from([-400, -1, 0, 1])
_until = st.sampled_from([None, None, None, 1, 30, 0])


@st.composite
def _grants(draw: st.DrawFn) -> Grant:
    # Soon, long ago or later; a grant may have ended, or end as soon as it begins.
    start = draw(st.sampled_from([-24, -24, -24, -900, 1, 48]))
    lasting = draw(st.sampled_from([1_000, 1_000, 1_000, 12, 0]))
    holder = draw(st.booleans())
    because = draw(st.sampled_from(["work", "work", "meeting", "glass" if holder else "work"]))
    return Grant(
        draw(_subjects),
        draw(_parts),
        start,
        start + lasting,
        person=draw(_people) if holder else None,
        agency=None if holder else draw(_agencies),
        broke_glass=because == "glass",
        meeting=draw(_meetings) if because == "meeting" else None,
    )


@st.composite
def _ceilings(draw: st.DrawFn) -> tuple[Ceiling, ...]:
    rows = draw(
        st.dictionaries(
            st.tuples(st.sampled_from(_CELLS), _days),
            st.tuples(st.sampled_from(["write", "read", "read", "public"]), _until),
            min_size=30,
            max_size=50,
        )
    )
    return tuple(
        Ceiling(role, part, ability, start, until if until is None or until > start else None)
        for ((role, part), start), (ability, until) in rows.items()
    )


@st.composite
def _restrictions(draw: st.DrawFn) -> tuple[Restriction, ...]:
    restricted = draw(st.frozensets(_subjects, max_size=2))
    lifted = draw(st.frozensets(_subjects, max_size=1))
    level = st.sampled_from(["restricted", "sealed"])
    return tuple(
        Restriction(subject, draw(level), draw(_lists), is_lifted)
        for subjects, is_lifted in ((restricted, False), (lifted, True))
        for subject in sorted(subjects)
    )


WORLDS = st.builds(
    World,
    agency_of=st.tuples(*[_agencies] * PEOPLE),
    inactive=st.frozensets(_people, max_size=1),
    holdings=st.lists(
        st.builds(Holding, _people, _roles, _days, _until), min_size=7, max_size=12
    ).map(tuple),
    ceilings=_ceilings(),
    grants=st.lists(_grants(), min_size=8, max_size=16).map(tuple),
    restrictions=_restrictions(),
    blocks=st.lists(st.builds(Block, _subjects, _people, st.booleans()), max_size=3).map(tuple),
)
