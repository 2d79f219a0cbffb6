"""When a look at records needs an explanation (domain.md 9.4). No database, no clock."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from concord.kernel.choices import TextChoices
from concord.kernel.clocks import LONDON

OPENED, SEARCHED = "Opened", "Searched"


class Pattern(TextChoices):
    """What about a look, or about many, asks for an explanation."""

    UNCONNECTED = "unconnected", "No connection with the case was found"
    OWN_NAME = "own_name", "The child has the reader’s own name"
    BLOCKED = "blocked", "A record that a conflict of interest closes was asked for"
    OWN_SEARCH = "own_search", "The reader’s own family name was searched for"
    NEIGHBOUR = "neighbour", "The child lives at the reader’s own postcode"
    SAME_SURNAME = "same_surname", "The same surname, and no connection found"
    RESTRICTED = "restricted", "A restricted record was opened"
    BULK = "bulk", "Many records were opened in one hour"
    SEARCHES = "searches", "Many searches were made in one hour"
    OUT_OF_HOURS = "out_of_hours", "Many records were opened outside hours"
    UNUSUAL = "unusual", "Far more records than this person and their colleagues usually open"
    SAMPLE = "sample", "Drawn for the weekly review"


class Finding(TextChoices):
    EXPLAINED = "explained", "Explained: there was a reason in the person’s work"
    NOT_EXPLAINED = "not_explained", "Not explained: taken up with the person’s manager"
    REFERRED = "referred", "Referred to the person’s agency as a possible breach"


@dataclass(frozen=True)
class Look:
    """One line of the log that showed somebody people's data, and what connected them.

    Or one that refused it for a conflict of interest (`blocked`), or a search for the reader's own
    family name (`own_search`), which may well show nobody.
    """

    at: datetime
    what: str
    subjects: frozenset[UUID]
    unconnected: frozenset[UUID] = frozenset()
    own_name: frozenset[UUID] = frozenset()
    same_surname: frozenset[UUID] = frozenset()
    near: frozenset[UUID] = frozenset()
    restricted: frozenset[UUID] = frozenset()
    blocked: frozenset[UUID] = frozenset()
    own_search: bool = False


@dataclass(frozen=True)
class Usual:
    """What is usual: children opened on a working day by this person and by their colleagues."""

    own_per_day: float = 0.0
    peers_per_day: float = 0.0
    works_out_of_hours: bool = False


@dataclass(frozen=True)
class Limits:
    """The dated standards, as they hold on the day. Hours are London's, 0 to 24."""

    opened_per_hour: int
    searches_per_hour: int
    out_of_hours_children: int
    times_usual: int
    unusual_at_least: int
    day_begins: int
    day_ends: int


@dataclass(frozen=True)
class Doubt:
    """Something to explain. The same key again is the same doubt."""

    pattern: Pattern
    at: datetime
    subject_id: UUID | None
    count: int
    key: str


def doubts_about(looks: Sequence[Look], usual: Usual, limits: Limits) -> list[Doubt]:
    """Return what needs an explanation in one person's looks of a day or so."""
    return [
        *_by_subject(looks),
        *_own_searches(looks),
        *_too_many(looks, Pattern.BULK, limits.opened_per_hour, _by_hour, _children_opened),
        *_too_many(looks, Pattern.SEARCHES, limits.searches_per_hour, _by_hour, _searches),
        *_out_of_hours(looks, usual, limits),
        *_unusual(looks, usual, limits),
    ]


def is_out_of_hours(at: datetime, limits: Limits) -> bool:
    """Return whether an instant lies at a weekend or outside the working day in London."""
    local = at.astimezone(LONDON)
    return local.weekday() >= 5 or not limits.day_begins <= local.hour < limits.day_ends


def _by_subject(looks: Iterable[Look]) -> list[Doubt]:
    """Doubts about one child each, once a day. The gravest reason is the one that is told."""
    found: dict[str, Doubt] = {}
    for look in looks:
        reasons = (
            (Pattern.OWN_NAME, look.own_name),
            (Pattern.BLOCKED, look.blocked),
            (Pattern.NEIGHBOUR, look.near if look.what == OPENED else frozenset()),
            (Pattern.SAME_SURNAME, look.same_surname & look.unconnected),
            (Pattern.UNCONNECTED, look.unconnected),
            (Pattern.RESTRICTED, look.restricted if look.what == OPENED else frozenset()),
        )
        told: set[UUID] = set()
        for pattern, subjects in reasons:
            for subject in sorted(subjects - told):
                key = f"{pattern.value}:{subject}:{_day(look)}"
                found.setdefault(key, Doubt(pattern, look.at, subject, 1, key))
            told |= subjects
    return list(found.values())


def _own_searches(looks: Iterable[Look]) -> list[Doubt]:
    """Doubts about searches for oneself or one's family, once a day, whoever was found."""
    found: dict[str, Doubt] = {}
    for look in looks:
        if look.own_search:
            key = f"{Pattern.OWN_SEARCH.value}:{_day(look)}"
            found.setdefault(key, Doubt(Pattern.OWN_SEARCH, look.at, None, 1, key))
    return list(found.values())


def _too_many(
    looks: Iterable[Look],
    pattern: Pattern,
    limit: int,
    window: Callable[[Look], str],
    measure: Callable[[list[Look]], int],
) -> list[Doubt]:
    groups: dict[str, list[Look]] = defaultdict(list)
    for look in looks:
        groups[window(look)].append(look)
    return [
        Doubt(pattern, max(one.at for one in group), None, count, f"{pattern.value}:{name}")
        for name, group in groups.items()
        if (count := measure(group)) > limit
    ]


def _out_of_hours(looks: Iterable[Look], usual: Usual, limits: Limits) -> list[Doubt]:
    if usual.works_out_of_hours:
        return []
    late = [look for look in looks if is_out_of_hours(look.at, limits)]
    limit = limits.out_of_hours_children
    return _too_many(late, Pattern.OUT_OF_HOURS, limit, _day, _children_opened)


def _unusual(looks: Iterable[Look], usual: Usual, limits: Limits) -> list[Doubt]:
    most = limits.times_usual * max(usual.own_per_day, usual.peers_per_day)
    limit = max(int(most), limits.unusual_at_least)
    return _too_many(looks, Pattern.UNUSUAL, limit, _day, _children_opened)


def _children_opened(looks: list[Look]) -> int:
    return len({subject for look in looks if look.what == OPENED for subject in look.subjects})


def _searches(looks: list[Look]) -> int:
    return sum(look.what == SEARCHED for look in looks)


def _day(look: Look) -> str:
    return f"{look.at.astimezone(LONDON):%Y-%m-%d}"


def _by_hour(look: Look) -> str:
    return f"{look.at.astimezone(LONDON):%Y-%m-%dT%H}"
