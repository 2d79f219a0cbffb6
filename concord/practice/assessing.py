"""How an invented child is assessed: taken on, answered, submitted, sometimes sent back, agreed."""

from datetime import datetime

from concord.casework.assessment import commands, queries
from concord.casework.assessment.queries import answers as kept
from concord.casework.assessment.queries.computing import score_of, tool_of
from concord.kernel.clocks import local_date
from concord.kernel.levels import TRACKED_LEVELS, Level, is_lower
from concord.practice import judging, minutes
from concord.practice.diary import Telling
from concord.practice.district import Case, District
from concord.practice.evidence import ANALYSIS, DOMAIN_NOTES
from concord.practice.meeting import Meetings
from concord.practice.plots import Until
from concord.practice.worries import VOICES


def assessed(
    district: District,
    meetings: Meetings,
    case: Case,
    *,
    level: Level,
    after: datetime,
    until: Until | None = None,
) -> Telling[datetime | None]:
    """Assess a child at a level; return when it was agreed, or None if the story stops before."""
    at = district.time.later(after, 1, case.chance)
    if until == Until.REQUESTED:
        return None
    yield at
    with district.acting(case.worker) as by:
        commands.take_on(_open(by, case), by=by)

    at = district.time.later(at, 1, case.chance)
    yield at
    judging.observe(case, level, on=local_date(at))
    _answer(district, case, level, at=at, first_half=True)
    if until == Until.BEING_WRITTEN:
        return None

    at = district.time.later(at, 1, case.chance)
    yield at
    _answer(district, case, level, at=at, first_half=False)
    _submit(district, case, level, at=at)
    if until == Until.SUBMITTED:
        return None

    if until == Until.SENT_BACK or case.chance.random() < 0.08:
        at = district.time.later(at, 1, case.chance)
        yield at
        with district.acting("manager") as by:
            commands.send_back(_open(by, case), by=by, because=minutes.SENT_BACK, at=at)
        if until == Until.SENT_BACK:
            return None
        at = district.time.later(at, 1, case.chance)
        yield at
        _submit(district, case, level, at=at)

    at = district.time.later(at, 1, case.chance)
    if until == Until.LISTED:
        at = max(at, district.time.since_latest_meeting(case.chance))
    yield at
    meetings.plan_next(after=at)
    with district.acting("manager") as by:
        commands.agree_assessment(_open(by, case), by=by, final_level=level, at=at)
    case.level = level
    district.tally["assessments agreed"] += 1
    return at


def _open(by: object, case: Case) -> object:
    found = queries.open_assessment_of(by, case.subject_id)
    return queries.assessment_for(by, found.pk)


def _answer(
    district: District, case: Case, level: Level, *, at: datetime, first_half: bool
) -> None:
    with district.acting(case.worker) as by:
        assessment = _open(by, case)
        tool = tool_of(assessment)
        answers = judging.answers_for(case, level, tool.indicators, on=local_date(at))
        half = len(tool.domains) // 2
        for domain in tool.domains[:half] if first_half else tool.domains[half:]:
            commands.answer_domain(
                assessment,
                by=by,
                domain=domain.code,
                answers={row.code: answers[row.code] for row in domain.indicators},
                note=DOMAIN_NOTES.get(domain.code, ""),
                at=at,
            )


def _submit(district: District, case: Case, level: Level, *, at: datetime) -> None:
    tracked = level in TRACKED_LEVELS
    types = list(case.kind.types) if tracked else []
    with district.acting(case.worker) as by:
        assessment = _open(by, case)
        commands.record_overall(
            assessment,
            by=by,
            child_words=case.chance.choice(VOICES),
            analysis=ANALYSIS[level],
            exploitation_types=types,
            harm_status=case.harm,
            at=at,
        )
        computed = score_of(assessment, kept.answers_of(assessment), on=local_date(at)).level
        commands.submit_assessment(
            assessment,
            by=by,
            professional_level=level,
            override_reason=_why(computed, level),
            harm_status=case.harm,
            exploitation_types=types,
            assessed_on=local_date(at),
            at=at,
        )


def _why(computed: Level, level: Level) -> str:
    if computed == level:
        return ""
    lower = is_lower(level, computed)
    return minutes.LEVEL_STANDS_LOWER if lower else minutes.LEVEL_STANDS_HIGHER
