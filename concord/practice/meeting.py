"""The risk assessment meetings of the practice district."""

from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from concord.kernel.clocks import local_date
from concord.meetings.sittings import commands, queries
from concord.meetings.sittings.commands import MEMBERS_SEE, Series
from concord.meetings.sittings.rules import AttendanceStatus, SeriesKind
from concord.practice import minutes, tasks
from concord.practice.diary import Story
from concord.practice.district import Case, District
from concord.trust.reference.queries import standard

PARTNERS = ("police", "nurse", "youthjustice", "keyworker")
_QUORATE = ("manager", "police", "nurse")
_PLACE = "Meeting room 2 and video"
_MINUTES_A_CHILD = 12


class Meetings:
    """The sittings of the risk assessment meeting: planned when needed, held when due."""

    def __init__(self, district: District, chance: Random) -> None:
        self._district, self._chance = district, chance
        self._planned: set[datetime] = set()

    def set_up(self) -> None:
        """Set up the meeting with its members and its quorum."""
        series = Series(
            kind=SeriesKind.RAM,
            name="Risk assessment meeting",
            recurrence="Mondays, Wednesdays and Fridays",
            quorum_kinds=["social_care", "police", "health"],
        )
        members = [self._district.staff[who].agency_id for who in ("manager", *PARTNERS)]
        with self._district.acting("manager") as by:
            commands.set_up_series(series, by=by, agency_ids=members)

    def plan_next(self, *, after: datetime) -> datetime:
        """Plan the next meeting after an instant unless it is planned, and return its start."""
        start = self._district.time.meeting_after(after)
        if start not in self._planned:
            self._planned.add(start)
            chair = self._district.staff["manager"].user_id
            with self._district.acting("minutes") as by:
                series = queries.series_of_kind(SeriesKind.RAM)
                sitting = commands.plan_sitting(
                    series, by=by, starts_at=start, place=_PLACE, chair_id=chair
                )
            self._district.diary.begin(self._held(sitting.pk, start))
        return start

    def list_child(self, case: Case, *, reason_code: str, reason: str, at: datetime) -> datetime:
        """Put a tracked child on the next meeting's running order; return when it meets."""
        start = self.plan_next(after=at)
        with self._district.acting("minutes") as by:
            commands.list_child(
                queries.next_sitting(SeriesKind.RAM, after=at),
                by=by,
                subject_id=case.subject_id,
                reason_code=reason_code,
                reason=reason,
                level=case.level,
                at=at,
            )
        return start

    def _held(self, sitting_id: UUID, start: datetime) -> Story:
        yield start
        with self._district.acting("minutes") as by:
            sitting = queries.sittings_of(by).get(pk=sitting_id)
            commands.start_sitting(sitting, by=by)
            for who in ("manager", *PARTNERS):
                agency_id = self._district.staff[who].agency_id
                commands.record_attendance(
                    sitting, by=by, agency_id=agency_id, status=self._attendance(who)
                )
            items = list(queries.running_order(by, sitting))
        for place, item in enumerate(items, start=1):
            self._discuss(item, start, at=start + timedelta(minutes=_MINUTES_A_CHILD * place))
        ended = start + timedelta(minutes=_MINUTES_A_CHILD * len(items) + 15)
        with self._district.acting("minutes") as by:
            commands.close_sitting(sitting, by=by, at=ended)
        self._district.tally["meetings held"] += 1

    def _attendance(self, who: str) -> AttendanceStatus:
        other = AttendanceStatus.DEPUTY if who in _QUORATE else AttendanceStatus.APOLOGIES
        return self._chance.choices([AttendanceStatus.PRESENT, other], weights=[9, 1])[0]

    def _discuss(self, item: Any, start: datetime, *, at: datetime) -> None:
        case = self._district.cases[item.subject_id]
        for who in PARTNERS:
            if who == "police" or case.chance.random() < 0.5:
                self._contribute(item, case, who, start=start, at=at)
        with self._district.acting("minutes") as by:
            commands.record_discussion(
                item,
                by=by,
                level=case.level,
                harm_status=case.harm,
                discussion=case.chance.choice(minutes.DISCUSSION),
                rationale=minutes.RATIONALE[case.level],
                dissent=minutes.DISSENT if case.chance.random() < 0.06 else "",
                review_due_on=None,
                at=at,
            )
        for task in tasks.choose(case, first=not case.times_discussed):
            tasks.set_task(self._district, case, task, item, at=at)
        case.times_discussed += 1
        self._district.tally["children discussed"] += 1

    def _contribute(
        self, item: Any, case: Case, who: str, *, start: datetime, at: datetime
    ) -> None:
        days = standard("sight_meeting", on=local_date(start)).value
        with self._district.acting_then(
            who,
            case.subject_id,
            parts=MEMBERS_SEE,
            since=item.listed_at,
            until=start + timedelta(days=days),
        ) as by:
            commands.contribute(
                item,
                by=by,
                text=case.chance.choice(minutes.CONTRIBUTIONS[who]),
                share_with_family=case.chance.random() < 0.6,
                at=at - timedelta(minutes=5),
            )
