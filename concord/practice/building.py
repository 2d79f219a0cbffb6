"""Build the practice district: whole or not at all, and only through the commands people use."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from concord.engines.notices.post import notices_of, put_away
from concord.practice import partners
from concord.practice.children import Family, new_family
from concord.practice.diary import Diary
from concord.practice.district import District
from concord.practice.meeting import Meetings
from concord.practice.plots import Plot, cast
from concord.practice.telling import story
from concord.practice.working_time import WorkingTime
from concord.trust.access.queries import actor_for
from concord.trust.accounts.models import User
from concord.trust.commands import Refused
from concord.trust.reference.queries import closed_days
from concord.trust.safekeeping import drafts

Progress = Callable[[str], None]
_MEETINGS_PLANNED_AHEAD = 3
_NOTICES_UNREAD_DAYS = 7
_DAYS_A_MONTH = 30


@dataclass(frozen=True)
class Summary:
    """What was built: how many children, and how much of everything else."""

    children: int
    made: dict[str, int]

    def __str__(self) -> str:
        parts = [f"{count} {what}" for what, count in sorted(self.made.items())]
        return f"{self.children} children: {', '.join(parts)}"


def is_empty() -> bool:
    """Return whether nobody can sign in yet, so that the database is as good as new."""
    return not User.objects.exists()


def build_district(
    *, seed: int, children: int, months: int = 14, progress: Progress = lambda said: None
) -> Summary:
    """Build a district of so many invented children with so many months of history.

    The same seed gives the same district on the same day. `progress` is told each month as it is
    reached. Raise Refused outside practice mode, and on a database that holds anybody already.
    """
    _refuse_unless_fit()
    with transaction.atomic():
        district = _open_for_business(timezone.now())
        meetings = Meetings(district, _chances(f"{seed} meetings"))
        meetings.set_up()
        for plot, chance, family in _casting(seed, children):
            plot = _within(plot, months)
            district.diary.begin(story(district, meetings, plot, chance, family=family))
        district.diary.run(on_reaching=_by_month(progress))
        _plan_ahead(district, meetings)
        _put_old_notices_away(district)
        _begin_a_draft(district)
    return Summary(children=children, made=dict(district.tally))


def _refuse_unless_fit() -> None:
    if not settings.PRACTICE:
        raise Refused(
            "Practice people are never put into a production installation."
            " For a practice one set CONCORD_MODE=practice."
        )
    if User.objects.filter(practice=False).exists():
        raise Refused("This database holds people who are not practice people.")
    if not is_empty():
        raise Refused("This database holds a practice district already.")


def _open_for_business(now: datetime) -> District:
    users = partners.make_staff(partners.make_agencies())
    time = WorkingTime(now, closed_days())
    staff = {username: actor_for(user, on=time.today) for username, user in users.items()}
    return District(time=time, staff=staff, diary=Diary(until=now))


def _casting(seed: int, children: int) -> list[tuple[Plot, Random, Family]]:
    """Return each child's plot, chances of their own, and family; siblings share one."""
    casting = []
    families: list[Family] = []
    for number, plot in enumerate(cast(children, _chances(f"{seed} cast"))):
        chance = _chances(f"{seed} child {number}")
        family = families.pop() if plot.is_sibling and families else new_family(chance)
        if plot.is_held:
            families.append(family)
        casting.append((plot, chance, family))
    return casting


def _chances(seed: str) -> Random:
    return Random(seed)  # noqa: S311 - nothing here is secret


def _within(plot: Plot, months: int) -> Plot:
    """Return the plot with its arrival no earlier than the history goes back."""
    if plot.is_recent:
        return plot
    earliest = months * _DAYS_A_MONTH
    return replace(plot, arrives=(min(plot.arrives[0], earliest), min(plot.arrives[1], earliest)))


def _by_month(progress: Progress) -> Callable[[datetime], None]:
    reached: list[date] = []

    def on_reaching(at: datetime) -> None:
        month = at.date().replace(day=1)
        if not reached or month > reached[-1]:
            reached.append(month)
            progress(f"{month:%B %Y}")

    return on_reaching


def _plan_ahead(district: District, meetings: Meetings) -> None:
    at = district.time.now
    for _ in range(_MEETINGS_PLANNED_AHEAD):
        at = meetings.plan_next(after=at)


def _put_old_notices_away(district: District) -> None:
    """People read what they were told, all but the latest."""
    read_before = district.time.now - timedelta(days=_NOTICES_UNREAD_DAYS)
    for who in district.staff:
        with district.acting(who) as by:
            for notice in notices_of(by).filter(at__lt=read_before):
                put_away(notice.pk, by=by, at=notice.at + timedelta(hours=20))


def _begin_a_draft(district: District) -> None:
    """A referral that a school has begun and put down."""
    at = district.time.now - timedelta(hours=1)
    with district.acting("school") as by:
        draft = drafts.begin("referral", by=by, at=at)
        child = {"child": {"name": ["Girl in year 9 called Kit"], "sex": ["F"]}}
        drafts.save(draft.id, child, by=by, at=at, title="Girl in year 9 called Kit")
