"""Working days and hours around a given now, so that invented people work when real ones do."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from concord.kernel.clocks import LONDON, is_working_day, local_date

MEETING_WEEKDAYS = (0, 2, 4)
MEETING_TIME = time(10, 0)


@dataclass(frozen=True)
class WorkingTime:
    """The working days before and after `now`, less the closed days."""

    now: datetime
    closed: frozenset[date]

    @property
    def today(self) -> date:
        return local_date(self.now)

    def working_day(self, on: date) -> date:
        """Return that day, or the next working day after it."""
        while not self._works(on):
            on += timedelta(days=1)
        return on

    def days_back(self, count: int, *, before: date | None = None) -> date:
        """Return the working day that many working days before a day (today unless told)."""
        on = before or self.today
        while count > 0:
            on -= timedelta(days=1)
            count -= self._works(on)
        return on

    def days_on(self, start: date, count: int) -> date:
        """Return the working day that many working days after a day."""
        while count > 0:
            start += timedelta(days=1)
            count -= self._works(start)
        return start

    def in_hours(self, on: date, chance: Random) -> datetime:
        """Return some instant within the office hours of the working day on or after a day."""
        minute = chance.randrange(8 * 60 + 30, 17 * 60)
        return moment(self.working_day(on), time(minute // 60, minute % 60))

    def later(self, at: datetime, working_days: int, chance: Random) -> datetime:
        """Return an instant in office hours that many working days on, and always later."""
        on = self.days_on(local_date(at), working_days)
        return max(self.in_hours(on, chance), at + timedelta(minutes=25))

    def meeting_after(self, at: datetime) -> datetime:
        """Return when the next Monday, Wednesday or Friday meeting starts after an instant."""
        on = local_date(at)
        while True:
            start = moment(on, MEETING_TIME)
            if self._meets(on) and start > at:
                return start
            on += timedelta(days=1)

    def since_latest_meeting(self, chance: Random) -> datetime:
        """Return an instant after the latest meeting day's start and before now."""
        on = self.today
        while moment(on, MEETING_TIME) > self.now or not self._meets(on):
            on -= timedelta(days=1)
        started = moment(on, MEETING_TIME)
        soon = started + timedelta(minutes=chance.randrange(60, 360))
        return min(soon, started + (self.now - started) / 2)

    def _meets(self, on: date) -> bool:
        return on.weekday() in MEETING_WEEKDAYS and self._works(on)

    def _works(self, on: date) -> bool:
        return is_working_day(on, holidays=self.closed)


def moment(on: date, at: time) -> datetime:
    """Return the instant (UTC) of a London clock time on a day."""
    return datetime.combine(on, at, LONDON).astimezone(UTC)
