"""What the worker does by the clock, beside the outbox. A round made twice does no harm."""

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import connections
from django.utils import timezone

from concord.pathways.emergency import escalate_overdue_reviews
from concord.pathways.interests import look_at_everybody
from concord.project.database.places import state_folder
from concord.project.doctor.anchor import note_anchor
from concord.trust.accounts.remembering import forget_old
from concord.trust.audit.verify import head_of
from concord.trust.oversight.watching import Usually, draw_sample, watch
from concord.trust.people.commands import escalate_overdue_access_reviews, start_due_reviews
from concord.trust.safekeeping.discarding import discard_old

_log = logging.getLogger(__name__)
MINUTE, HOUR, DAY = 60.0, 3_600.0, 86_400.0


@dataclass(frozen=True)
class Round:
    """Something to do again and again; `every` in seconds."""

    name: str
    every: float
    do: Callable[[], object]


def anchor_the_log() -> None:
    """Note the head of the audit log outside the database (security.md 2.4)."""
    head = head_of()
    note_anchor(state_folder(), head.sequence, head.hash)
    connections["auditor"].close()


def make_months() -> None:
    """Have the months of the log ready two years ahead."""
    with connections["default"].cursor() as cursor:
        cursor.execute("select audit_months_ahead()")


class Watching:
    """Watch the log from where the last round ended; the first one looks a day back."""

    def __init__(self) -> None:
        self._since = timezone.now() - timedelta(days=1)
        self._usually = Usually()

    def __call__(self) -> int:
        began = timezone.now()
        raised = watch(self._since, self._usually)
        # A line appears when its transaction ends, which may be a little later than it says.
        self._since = began - timedelta(minutes=2)
        return raised


def draw_last_week() -> None:
    """Draw the weekly sample of the week before this one."""
    today = timezone.localdate()
    draw_sample(today - timedelta(days=today.weekday() + 7))


ROUNDS = (
    Round("look for conflicts of interest", 6 * HOUR, look_at_everybody),
    Round("watch over the audit log", 20.0, Watching()),
    Round("draw the weekly sample", HOUR, draw_last_week),
    Round("chase reviews of emergency access", HOUR, escalate_overdue_reviews),
    Round("start reviews of access", HOUR, start_due_reviews),
    Round("chase reviews of access", HOUR, escalate_overdue_access_reviews),
    Round("discard old drafts", HOUR, discard_old),
    Round("forget used codes", HOUR, forget_old),
    Round("anchor the audit log", 15 * MINUTE, anchor_the_log),
    Round("make months of the audit log", DAY, make_months),
)


class Rounds:
    """Make each round when its time has come, first after one interval."""

    def __init__(
        self, rounds: Sequence[Round] = ROUNDS, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._clock = clock
        self._due = {each: clock() + each.every for each in rounds}

    def make(self) -> None:
        """Make every round that is due. One that fails is logged and does not stop the others."""
        for each, due in self._due.items():
            if self._clock() >= due:
                self._due[each] = self._clock() + each.every
                self._make(each)

    def _make(self, each: Round) -> None:
        try:
            each.do()
        except Exception as problem:
            # No traceback: its values could name people.
            facts = {"what": each.name, "problem": type(problem).__name__}
            _log.error("Could not %(what)s: %(problem)s", facts, extra={"facts": facts})
