"""Every way a meeting can change."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Max

from concord.kernel.clocks import local_date
from concord.kernel.levels import HarmStatus, Level
from concord.kernel.verdicts import Verdict, allowed_if
from concord.meetings.sittings import access, rules
from concord.meetings.sittings.events import (
    AttendanceRecorded,
    ChildDiscussed,
    ChildListed,
    ContributionCorrected,
    ContributionMade,
    MinuteCorrected,
    SeriesSetUp,
    SittingClosed,
    SittingPlanned,
    SittingStarted,
)
from concord.meetings.sittings.models import Attendance, Contribution, Item, Series, Sitting
from concord.meetings.sittings.rules import AttendanceStatus, ItemState, SittingState
from concord.trust.access.commands import give_sight
from concord.trust.access.rules import Compartment
from concord.trust.actors import Actor, on_behalf_of
from concord.trust.agencies.models import Agency
from concord.trust.commands import announce, command, require
from concord.trust.reference.queries import standard
from concord.trust.wording import correct

# Who the child is, and this meeting's own records about them: the minute, which says the level
# before and after, and the actions it set. Not the child's other records (domain.md 9.2).
MEMBERS_SEE = (
    Compartment.IDENTITY.value,
    Compartment.MEETING.value,
    Compartment.ACTION.value,
)


@command(may=access.may_set_up)
def set_up_series(series: Series, /, *, by: Actor, agency_ids: list[UUID]) -> Series:
    """Set up a meeting that recurs, with its member agencies."""
    series.save(force_insert=True)
    series.agencies.set(Agency.objects.filter(pk__in=agency_ids))
    announce(SeriesSetUp(series.pk, None, series.kind), by=by)
    return series


@command(may=access.may_plan)
def plan_sitting(
    series: Series, /, *, by: Actor, starts_at: datetime, place: str = "", chair_id: UUID | None
) -> Sitting:
    """Plan one sitting of a series."""
    sitting = Sitting(series=series, starts_at=starts_at, place=place, chair_id=chair_id)
    sitting.save(force_insert=True)
    announce(SittingPlanned(sitting.pk, None, starts_at.isoformat()), by=by)
    return sitting


@command(may=access.may_list)
def list_child(
    sitting: Sitting,
    /,
    *,
    by: Actor,
    subject_id: UUID,
    reason_code: str,
    reason: str,
    level: str,
    at: datetime,
) -> Item:
    """Put a child on the running order, with the reason in a sentence; once per sitting.

    Member agencies see who the child is and what this meeting records of them, from now until a
    while after the sitting.
    """
    require(allowed_if(sitting.state != SittingState.CLOSED, "This meeting is closed."))
    require(
        allowed_if(
            at < _seen_until(sitting, on=local_date(at)),
            "This meeting was too long ago. List the child for the next one.",
        )
    )
    already = Item.objects.filter(sitting=sitting, subject_id=subject_id).first()
    if already is not None:
        announce(ChildListed(already.pk, subject_id, sitting.pk, reason_code), by=by)
        return already
    latest = sitting.items.aggregate(latest=Max("position"))["latest"] or 0
    item = Item(
        sitting=sitting,
        subject_id=subject_id,
        position=latest + 1,
        reason_code=reason_code,
        reason=reason,
        listed_at=at,
        level_before=level,
    )
    item.save(force_insert=True)
    _let_members_see(item, by=by, at=at)
    announce(ChildListed(item.pk, subject_id, sitting.pk, reason_code), by=by)
    return item


@command(may=access.may_run)
def record_attendance(
    sitting: Sitting, /, *, by: Actor, agency_id: UUID, status: AttendanceStatus
) -> Attendance:
    """Record who came for an agency; a later answer replaces an earlier one.

    The meeting's version moves with it, so that whoever had earlier answers before them is told.
    """
    attendance = Attendance.objects.filter(sitting=sitting, agency_id=agency_id).first()
    attendance = attendance or Attendance(sitting=sitting, agency_id=agency_id)
    attendance.status = status
    attendance.save()
    sitting.save()
    announce(AttendanceRecorded(attendance.pk, None, agency_id, status), by=by)
    return attendance


@command(may=access.may_run)
def start_sitting(sitting: Sitting, /, *, by: Actor) -> Sitting:
    """Begin the meeting: from now on it can agree things."""
    require(rules.STEPS.check(SittingState(sitting.state), SittingState.UNDER_WAY))
    sitting.state = SittingState.UNDER_WAY
    sitting.save()
    announce(SittingStarted(sitting.pk, None), by=by)
    return sitting


@command(may=access.may_contribute)
def contribute(
    item: Item, /, *, by: Actor, text: str, share_with_family: bool, at: datetime
) -> Contribution:
    """Add what one agency knows about a child to their item, under its author's name."""
    require(allowed_if(bool(text.strip()), "Write what your agency knows."))
    contribution = Contribution(
        item=item,
        subject_id=item.subject_id,
        agency_id=by.agency_id,
        author_id=by.user_id,
        text=text.strip(),
        share_with_family=share_with_family,
        at=at,
    )
    contribution.save(force_insert=True)
    announce(ContributionMade(contribution.pk, item.subject_id, contribution.agency_id), by=by)
    return contribution


@command(may=access.may_correct)
def correct_contribution(
    contribution: Contribution, /, *, by: Actor, text: str, reason: str, at: datetime
) -> Contribution:
    """Correct what one's agency said: a new wording beside the earlier one, with the reason."""
    added = correct(contribution, "text", text, by=by, reason=reason, at=at)
    announce(ContributionCorrected(contribution.pk, contribution.subject_id, added), by=by)
    return contribution


@command(may=access.may_record)
def record_discussion(  # noqa: PLR0913 - the minute of one child
    item: Item,
    /,
    *,
    by: Actor,
    level: Level,
    harm_status: HarmStatus,
    discussion: str,
    rationale: str,
    dissent: str,
    review_due_on: date | None,
    at: datetime,
) -> Item:
    """Record what the meeting agreed about a child. Risk and harm are two answers."""
    require(rules.ITEM_STEPS.check(ItemState(item.state), ItemState.DISCUSSED))
    require(rules.rationale_suffices(rationale))
    require(_quorum(item.sitting))
    if review_due_on is not None:
        require(
            allowed_if(review_due_on > local_date(at), "The next review must be in the future.")
        )
    item.state = ItemState.DISCUSSED
    item.level_after = level
    item.harm_status = harm_status
    item.discussion = discussion
    item.rationale = rationale
    item.dissent = dissent
    item.review_due_on = review_due_on
    item.discussed_at = at
    item.recorded_by = by.user_id
    item.save()
    due = review_due_on.isoformat() if review_due_on else None
    announce(ChildDiscussed(item.pk, item.subject_id, level, harm_status, due), by=by)
    return item


@command(may=access.may_correct_minute)
def correct_minute(
    item: Item, /, *, by: Actor, field: str, text: str, reason: str, at: datetime
) -> Item:
    """Correct one part of a minute once the meeting is over: a new wording, with the reason."""
    require(allowed_if(field in rules.WORDED, "This part of the minute has no wording."))
    added = correct(item, field, text, by=by, reason=reason, at=at)
    announce(MinuteCorrected(item.pk, item.subject_id, field, added), by=by)
    return item


@command(may=access.may_run)
def close_sitting(sitting: Sitting, /, *, by: Actor, at: datetime) -> Sitting:
    """End the meeting. Its minutes stand; children it did not reach are said to be so."""
    require(rules.STEPS.check(SittingState(sitting.state), SittingState.CLOSED))
    sitting.state = SittingState.CLOSED
    sitting.closed_at = at
    sitting.save()
    states = list(sitting.items.values_list("state", flat=True))
    discussed = states.count(ItemState.DISCUSSED)
    announce(SittingClosed(sitting.pk, None, discussed, len(states) - discussed), by=by)
    return sitting


def _quorum(sitting: Sitting) -> Verdict:
    here = sitting.attendance.filter(
        status__in=[AttendanceStatus.PRESENT, AttendanceStatus.DEPUTY]
    ).values_list("agency__kind", flat=True)
    return rules.quorum_is_met(set(here), needed=set(sitting.series.quorum_kinds))


def _seen_until(sitting: Sitting, *, on: date) -> datetime:
    """Return until when members see what a meeting records, by the standards of a day."""
    return sitting.starts_at + timedelta(days=standard("sight_meeting", on=on).value)


def _let_members_see(item: Item, *, by: Actor, at: datetime) -> None:
    until = _seen_until(item.sitting, on=local_date(at))
    on = local_date(item.sitting.starts_at)
    for agency_id in item.sitting.series.agencies.values_list("pk", flat=True):
        give_sight(
            item.subject_id,
            by=on_behalf_of(by),
            to_agency=agency_id,
            compartments=MEMBERS_SEE,
            starts_at=at,
            ends_at=until,
            because=f"{item.sitting.series.name} on {on.day} {on:%B %Y}",
            source_type="item",
            source_id=item.pk,
        )
