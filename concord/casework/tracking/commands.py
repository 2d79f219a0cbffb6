"""Every way that tracking changes."""

from datetime import date, datetime, timedelta
from uuid import UUID

from concord.casework.tracking import access, rules
from concord.casework.tracking.events import (
    LeadWorkerNamed,
    LevelAgreed,
    TrackingClosed,
    TrackingStarted,
)
from concord.casework.tracking.models import LevelChange, Period
from concord.casework.tracking.rules import ClosureReason
from concord.kernel.clocks import days_after, local_date
from concord.kernel.levels import HarmStatus, Level
from concord.kernel.verdicts import allowed_if
from concord.trust.actors import Actor
from concord.trust.commands import announce, command, require
from concord.trust.reference.queries import standard

CHECK_AFTER_CLOSURE_DAYS = 91


@command(may=access.may_start)
def start_tracking(  # noqa: PLR0913 - a period says why, from when and at what level
    subject_id: UUID,
    /,
    *,
    by: Actor,
    level: Level,
    harm_status: HarmStatus,
    exploitation_types: list[str],
    because: str,
    assessment_id: UUID,
    assessed_on: date,
    at: datetime,
) -> Period:
    """Open a tracking period from an agreed assessment; coming back starts a new, linked one."""
    on = local_date(at)
    require(rules.level_is_tracked(level))
    days = standard("assessment_fresh_for_tracking", on=on).value
    require(rules.assessment_is_fresh(assessed_on, opened_on=on, days=days))
    latest = Period.objects.filter(subject_id=subject_id).order_by("-opened_on").first()
    require(
        allowed_if(latest is None or latest.closed_on is not None, "This child is already tracked.")
    )
    period = Period(
        subject_id=subject_id,
        opened_on=on,
        opened_level=level,
        opened_because=because,
        assessment_id=assessment_id,
        level=level,
        harm_status=harm_status,
        exploitation_types=exploitation_types,
        main_type=exploitation_types[0],
        review_due_on=review_due(level, on),
        previous=latest,
    )
    period.save(force_insert=True)
    _record_change(period, "", by=by, reason=because, source=("assessment", assessment_id), at=at)
    announce(TrackingStarted(period.pk, subject_id, level, latest is not None), by=by)
    return period


@command(may=access.may_change)
def agree_level(  # noqa: PLR0913 - a level says why, since when and where it was agreed
    period: Period,
    /,
    *,
    by: Actor,
    level: Level,
    harm_status: HarmStatus,
    reason: str,
    source_type: str,
    source_id: UUID,
    review_due_on: date | None,
    at: datetime,
) -> Period:
    """Record the level agreed for a tracked child, changed or not, and when it is reviewed."""
    require(rules.level_is_tracked(level))
    require(allowed_if(period.closed_on is None, "This child is no longer tracked."))
    was = period.level
    period.level = level
    period.harm_status = harm_status
    period.review_due_on = review_due_on or review_due(level, local_date(at))
    period.confirmed_at_meeting = period.confirmed_at_meeting or source_type == "item"
    period.save()
    _record_change(period, was, by=by, reason=reason, source=(source_type, source_id), at=at)
    announce(LevelAgreed(period.pk, period.subject_id, was, level), by=by)
    return period


@command(may=access.may_name_lead)
def name_lead_worker(period: Period, /, *, by: Actor, user_id: UUID) -> Period:
    """Say who leads the work with a child."""
    require(allowed_if(period.closed_on is None, "This child is no longer tracked."))
    period.lead_worker_id = user_id
    period.save()
    announce(LeadWorkerNamed(period.pk, period.subject_id, user_id), by=by)
    return period


@command(may=access.may_close)
def close_tracking(  # noqa: PLR0913 - the guards of annex B each need their answer
    period: Period,
    /,
    *,
    by: Actor,
    reason: ClosureReason,
    note: str,
    family_told: bool,
    told_reason: str,
    open_actions: int,
    assessed_on: date | None,
    at: datetime,
) -> Period:
    """Close tracking under the guards of annex B, with a check three months later."""
    on = local_date(at)
    require(allowed_if(period.closed_on is None, "This child is no longer tracked."))
    require(rules.may_close_from(Level(period.level), reason))
    fresh_days = standard("assessment_fresh_for_tracking", on=on).value
    require(
        rules.closure_is_safe(
            open_actions=open_actions,
            assessed_days_ago=(on - assessed_on).days if assessed_on else None,
            fresh_days=fresh_days,
            family_told=family_told,
            told_reason=told_reason,
        )
    )
    period.closed_on = on
    period.closed_level = period.level
    period.closure_reason = reason
    period.closure_note = note
    period.check_due_on = on + timedelta(days=CHECK_AFTER_CLOSURE_DAYS)
    period.save()
    announce(TrackingClosed(period.pk, period.subject_id, reason), by=by)
    return period


def review_due(level: Level, on: date) -> date:
    """Return the day by which a child at this level is reviewed (4, 8 or 12 weeks by default)."""
    return days_after(on, standard(f"risk_review_{level}", on=on).value)


def _record_change(
    period: Period, was: str, *, by: Actor, reason: str, source: tuple[str, UUID], at: datetime
) -> None:
    LevelChange(
        period=period,
        subject_id=period.subject_id,
        changed_on=local_date(at),
        recorded_at=at,
        from_level=was,
        to_level=period.level,
        harm_status=period.harm_status,
        reason=reason,
        source_type=source[0],
        source_id=source[1],
        by=by.user_id,
    ).save(force_insert=True)
