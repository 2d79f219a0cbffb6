"""The watch over the log: every few seconds for patterns, every week for a sample."""

import dataclasses
import random
from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

from concord.trust.accounts.queries import names_of
from concord.trust.actors import NOBODY, SYSTEM_ROLE, Actor
from concord.trust.audit import log
from concord.trust.context import acting_as
from concord.trust.oversight.commands import question_look
from concord.trust.oversight.models import Question
from concord.trust.oversight.rules import Doubt, Limits, Look, Pattern, Usual, doubts_about
from concord.trust.reference.queries import standard

# The watch sees all looks, also at sealed children; nobody who signs in has this right.
WATCH = dataclasses.replace(
    NOBODY,
    name="Concord’s watch",
    user_id=UUID(int=1),
    roles=frozenset({SYSTEM_ROLE}),
    reads=frozenset({"watch"}),
)
DAY = timedelta(days=1)
Mine = tuple[UUID, UUID]
# In which order `audit_looks` says whom a line is about, and what joins them with the reader.
_ABOUT = (
    "subjects",
    "unconnected",
    "own_name",
    "same_surname",
    "near",
    "restricted",
    "blocked",
)


class Usually:
    """What is usual for everybody, worked out once a day: it is of days that are over."""

    def __init__(self) -> None:
        self._on: date | None = None
        self._found: dict[UUID, Usual] = {}

    def of_everybody(self, now: datetime, limits: Limits) -> dict[UUID, Usual]:
        """Return what is usual for each colleague on the day of an instant."""
        if self._on != (today := timezone.localdate(now)):
            self._on, self._found = today, _usual(now, limits)
        return self._found


def watch(since: datetime, usually: Usually | None = None) -> int:
    """Raise a question for every pattern in the looks of whoever looked since then.

    Returns how many are new. Run again over the same time it raises nothing twice.
    """
    now = timezone.now()
    with acting_as(WATCH) as watch_:
        looks = _looks(now - DAY, now, active_since=since)
        limits = limits_on(timezone.localdate(now))
        usual = (usually or Usually()).of_everybody(now, limits) if looks else {}
        raised = 0
        for (user_id, agency_id), mine in looks.items():
            for doubt in doubts_about(mine, usual.get(user_id, Usual()), limits):
                raised += _raise(user_id, agency_id, doubt, by=watch_, at=now)
    return raised


def draw_sample(week: date) -> int:
    """Draw the looks of a week (its Monday) for review; return how many, 0 when it was drawn.

    Half of them are looks without a connection, as far as there are any. The draw is seeded by
    the week: whoever repeats it over the same log gets the same looks.
    """
    name = f"{week:%G-W%V}"
    begins = timezone.make_aware(datetime.combine(week, time()))
    ends = timezone.make_aware(datetime.combine(week + timedelta(days=7), time()))
    now = timezone.now()
    with acting_as(WATCH) as watch_:
        if Question.objects.filter(week=name).exists():
            return 0
        size = standard("audit_sample", on=week).value
        opened = [
            (whose, look)
            for whose, looks in sorted(_looks(begins, ends).items())
            for look in looks
            if look.what == "Opened" and look.subjects
        ]
        drawn = sampled(opened, size, seed=name)
        for number, ((user_id, agency_id), look) in enumerate(drawn, 1):
            key = f"{Pattern.SAMPLE.value}:{name}:{number}"
            doubt = Doubt(Pattern.SAMPLE, look.at, min(look.subjects), 1, key)
            question_look(user_id, by=watch_, agency_id=agency_id, doubt=doubt, at=now, week=name)
    return len(drawn)


def sampled(opened: list[tuple[Mine, Look]], size: int, *, seed: str) -> list[tuple[Mine, Look]]:
    """Return a sample of looks: the unexplained first, up to a half, then any others."""
    chance = random.Random(f"Concord weekly sample {seed}")  # noqa: S311 - to be repeatable
    doubtful = [one for one in opened if one[1].unconnected]
    first = chance.sample(doubtful, min(len(doubtful), size // 2))
    others = [one for one in opened if one not in first]
    return first + chance.sample(others, min(len(others), size - len(first)))


def limits_on(on: date) -> Limits:
    """Return the dated standards of the watch."""
    names = [field.name for field in dataclasses.fields(Limits)]
    return Limits(**{name: standard(f"audit_{name}", on=on).value for name in names})


def _raise(user_id: UUID, agency_id: UUID, doubt: Doubt, *, by: Actor, at: datetime) -> bool:
    if Question.objects.filter(key=f"{user_id}:{doubt.key}").exists():
        return False
    question_look(user_id, by=by, agency_id=agency_id, doubt=doubt, at=at)
    return True


def _looks(
    begins: datetime, ends: datetime, *, active_since: datetime | None = None
) -> dict[Mine, list[Look]]:
    """Return everybody's looks in a time, of those only who looked after an instant."""
    rows = list(_rows("select * from audit_looks(%s, %s, %s)", begins, ends, active_since))
    named = _telling_names({row[0] for row in rows if row[4]}, on=timezone.localdate(ends))
    found: dict[Mine, list[Look]] = defaultdict(list)
    for user_id, agency_id, at, what, words, *subjects in rows:
        about = {name: frozenset(keys) for name, keys in zip(_ABOUT, subjects, strict=True)}
        own_search = named.get(user_id, "") in words
        found[user_id, agency_id].append(Look(at, what, own_search=own_search, **about))
    return found


def _telling_names(user_ids: Collection[UUID], *, on: date) -> dict[UUID, str]:
    """Return colleagues' family names as searches are kept, without those that say nothing."""
    common = standard("common_surname", on=on).value
    asked = "select audit_commonly_named(%s, %s)"
    common_ones = {key for (key,) in _rows(asked, list(user_ids), common)}
    return {
        key: family
        for key, name in names_of(user_ids).items()
        if key not in common_ones and (family := log.family_hash(name))
    }


def _usual(now: datetime, limits: Limits) -> dict[UUID, Usual]:
    """Return what is usual for everybody, from the four weeks before today."""
    hours = limits.day_begins, limits.day_ends
    asked = "select * from audit_usual(%s, %s, %s, %s)"
    rows = list(_rows(asked, now - 28 * DAY, now - DAY, *hours))
    by_agency: dict[UUID, list[float]] = defaultdict(list)
    for _, agency_id, per_day, _ in rows:
        by_agency[agency_id].append(per_day)
    return {
        user_id: Usual(
            own_per_day=per_day,
            peers_per_day=sorted(by_agency[agency_id])[len(by_agency[agency_id]) // 2],
            works_out_of_hours=late >= 0.2,
        )
        for user_id, agency_id, per_day, late in rows
    }


def _rows(statement: str, *values: Any) -> Iterable[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()
