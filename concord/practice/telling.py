"""The whole story of one invented child, read from top to bottom."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random
from uuid import uuid4

from concord.casework.frontdoor.rules import Decision
from concord.casework.tracking import access as tracking
from concord.casework.tracking.rules import ClosureReason
from concord.kernel.clocks import age_on
from concord.kernel.levels import TRACKED_LEVELS, Level
from concord.practice import worries
from concord.practice.arriving import Approach, arrival, decided, kind_for, received, referrer_for
from concord.practice.assessing import assessed
from concord.practice.children import Child, Family, new_child, respelt, turning_eighteen
from concord.practice.diary import Story
from concord.practice.district import Case, District
from concord.practice.evidence import PATTERNS
from concord.practice.following import followed
from concord.practice.judging import shuffled
from concord.practice.meeting import Meetings
from concord.practice.plots import Plot, Until

_KNOWN_EARLIER_DAYS = 130
_BACK_AFTER_DAYS = 75
_LONG_STORY_DAYS = 240


def story(
    district: District, meetings: Meetings, plot: Plot, chance: Random, *, family: Family
) -> Story:
    """Tell what happens to one child, from the first worry to the present."""
    case, approach = _begin(district, plot, chance, family)
    if plot.known_before:
        yield from _known_before(district, case, approach)
    yield from _goes_through(district, meetings, case, approach)
    if plot.comes_back:
        case.plot = replace(plot, closes=None, comes_back=False, level=Level.MODERATE)
        case.times_discussed = 0
        again = _next_approach(district, case, approach)
        yield from _goes_through(district, meetings, case, again)


def _begin(district: District, plot: Plot, chance: Random, family: Family) -> tuple[Case, Approach]:
    began_on = district.time.today - timedelta(days=plot.arrives[1])
    child = _child(district, plot, chance, family, on=began_on)
    kind = kind_for(plot, age_on(child.born_on, began_on), chance)
    case = Case(
        child=child,
        plot=plot,
        kind=kind,
        pattern=shuffled(PATTERNS[kind.evidence], chance),
        worker=chance.choice(("worker", "frontdoor")),
        chance=chance,
        subject_id=uuid4(),
    )
    referrer = referrer_for(child, chance)
    concern = worries.SIBLING_CONCERN if plot.is_sibling else chance.choice(kind.concerns)
    at = arrival(district.time, plot, referrer, chance)
    return case, Approach(at, referrer, case.subject_id, child, concern, known=plot.known_before)


def _child(district: District, plot: Plot, chance: Random, family: Family, *, on: date) -> Child:
    if plot.closes and plot.closes[1] == ClosureReason.TURNED_18:
        # Before tracking ends, which is when adult services have taken over.
        birthday = district.time.today - timedelta(days=plot.arrives[0] - plot.closes[0])
        return turning_eighteen(chance, family=family, birthday=birthday)
    # Young enough to be a child still, at the end of a story of more than a year.
    youngest, oldest = (10, 15) if plot.arrives[1] > _LONG_STORY_DAYS else (10, 16)
    return new_child(chance, family=family, on=on, ages=(youngest, oldest))


def _goes_through(district: District, meetings: Meetings, case: Case, approach: Approach) -> Story:
    plot = case.plot
    referral_id = yield from received(district, case, approach)
    if plot.until == Until.RECEIVED:
        return
    decided_at = yield from decided(district, case, approach, referral_id, plot.decision)
    if plot.decision != Decision.ASSESS:
        return
    agreed_at = yield from assessed(
        district, meetings, case, level=plot.level, after=decided_at, until=plot.until
    )
    if agreed_at is None or plot.until == Until.LISTED or plot.level not in TRACKED_LEVELS:
        return
    yield from followed(district, meetings, case, agreed_at=agreed_at)


def _known_before(district: District, case: Case, later: Approach) -> Story:
    """An earlier worry, by somebody who had only heard the name, that ended with advice."""
    at = later.at - timedelta(days=_KNOWN_EARLIER_DAYS)
    heard = respelt(case.child)
    earlier = Approach(at, "keyworker", uuid4(), heard, worries.EARLIER_CONCERN)
    referral_id = yield from received(district, case, earlier)
    yield from decided(district, case, earlier, referral_id, Decision.ADVICE)


def _next_approach(district: District, case: Case, before: Approach) -> Approach:
    """The worry with which a child comes back after tracking was closed."""
    with district.acting("manager") as by:
        periods = tracking.visible_to(by).filter(subject_id=case.subject_id)
        closed_on = periods.latest("opened_on").closed_on
    on = closed_on + timedelta(days=_BACK_AFTER_DAYS)
    at = district.time.in_hours(on, case.chance)
    return Approach(at, before.referrer, uuid4(), case.child, worries.RETURN_CONCERN, known=True)
