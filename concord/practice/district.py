"""The practice district while it is being built: its people, its time, its children so far."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from concord.kernel.levels import HarmStatus, Level
from concord.practice.children import Child
from concord.practice.diary import Diary
from concord.practice.evidence import Pattern
from concord.practice.plots import Plot
from concord.practice.working_time import WorkingTime
from concord.practice.worries import Kind
from concord.trust.access.commands import end_sight, give_sight
from concord.trust.actors import Actor, on_behalf_of
from concord.trust.context import acting_as


@dataclass
class Case:
    """One child's story as it goes on: what the plot holds in store, and what came of it."""

    child: Child
    plot: Plot
    kind: Kind
    pattern: Pattern
    worker: str
    # The chances of this child alone, so that one story does not change another.
    chance: Random
    subject_id: UUID
    level: Level = Level.INSUFFICIENT_INFORMATION
    harm: HarmStatus = HarmStatus.NO_INDICATION
    # The day on which each indicator was last seen.
    seen_on: dict[str, date] = field(default_factory=dict)
    times_discussed: int = 0


@dataclass
class District:
    """Who acts, when it is, and what has been made."""

    time: WorkingTime
    staff: dict[str, Actor]
    diary: Diary
    cases: dict[UUID, Case] = field(default_factory=dict)
    tally: Counter[str] = field(default_factory=Counter)

    @contextmanager
    def acting(self, who: str) -> Iterator[Actor]:
        """Run a block as one of the staff, whom the database then takes to be asking."""
        with acting_as(self.staff[who]) as actor:
            yield actor

    @contextmanager
    def acting_then(
        self,
        who: str,
        subject_id: UUID,
        *,
        parts: tuple[str, ...],
        since: datetime,
        until: datetime,
    ) -> Iterator[Actor]:
        """Run a block as somebody who could see a child then, though no longer now.

        The walls know only the present, so sight that has since ended is given again for the
        length of the block, and ends on the day on which it ended.
        """
        with self.acting(who) as by:
            if until > self.time.now:
                yield by
                return
            system = on_behalf_of(by)
            give_sight(
                subject_id,
                by=system,
                to_user=by.user_id,
                compartments=parts,
                starts_at=since,
                ends_at=self.time.now + timedelta(days=1),
                because="They worked with this child at the time",
                source_type="practice",
            )
            yield by
            end_sight(subject_id, by=system, principal_id=by.user_id, at=until)
