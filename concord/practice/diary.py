"""Let many stories happen side by side, each thing in its place in time.

A story is a generator that yields the instant until which it waits. The diary always resumes the
story that is due first, and stops at the present: what would come later has not happened.
"""

import heapq
from collections.abc import Callable, Generator
from datetime import datetime
from itertools import count
from typing import TypeVar

Outcome = TypeVar("Outcome")
Telling = Generator[datetime, None, Outcome]
Story = Telling[None]


class Diary:
    """The stories under way and when each goes on."""

    def __init__(self, *, until: datetime) -> None:
        self._until = until
        self._waiting: list[tuple[datetime, int, Story]] = []
        # Equal times resume in the order of entry, so that the same seed gives the same district.
        self._order = count()

    def begin(self, story: Story) -> None:
        """Run a story up to its next wait, and note when it goes on."""
        at = next(story, None)
        if at is not None and at <= self._until:
            heapq.heappush(self._waiting, (at, next(self._order), story))

    def run(self, *, on_reaching: Callable[[datetime], None]) -> None:
        """Resume the stories in the order of time until the present."""
        while self._waiting:
            at, _, story = heapq.heappop(self._waiting)
            on_reaching(at)
            self.begin(story)
