"""Give, end and block sight, and break the glass."""

from datetime import datetime, timedelta
from uuid import UUID

from concord.kernel.clocks import local_date, working_days_after
from concord.kernel.verdicts import allowed_if
from concord.trust.access import guards, rules
from concord.trust.access.events import (
    EmergencyUnanswered,
    GlassBroken,
    GlassReviewed,
    GlassReviewOverdue,
    SightBlocked,
    SightEnded,
    SightGiven,
    SightQuestioned,
)
from concord.trust.access.models import Block, BreakGlass, Grant
from concord.trust.actors import NOBODY_ID, Actor
from concord.trust.commands import announce, command, require
from concord.trust.reference.queries import closed_days, standard


@command(may=guards.may_give_sight)
def give_sight(  # noqa: PLR0913 - a grant says who, what, how long and why
    subject_id: UUID,
    /,
    *,
    by: Actor,
    to_user: UUID | None = None,
    to_agency: UUID | None = None,
    compartments: tuple[str, ...],
    starts_at: datetime,
    ends_at: datetime,
    because: str,
    source_type: str,
    source_id: UUID | None = None,
) -> Grant:
    """Let a person or an agency see parts of a subject for a time, because of something."""
    require(allowed_if((to_user is None) != (to_agency is None), "Name one person or one agency."))
    grant = Grant(
        subject_id=subject_id,
        principal_kind=rules.PrincipalKind.USER if to_user else rules.PrincipalKind.AGENCY,
        principal_id=to_user or to_agency or NOBODY_ID,
        compartments=list(compartments),
        starts_at=starts_at,
        ends_at=ends_at,
        because=because,
        source_type=source_type,
        source_id=source_id,
        given_by=by.user_id,
    )
    grant.save(force_insert=True)
    announce(SightGiven(grant.pk, subject_id, grant.principal_id, compartments, source_type), by=by)
    return grant


@command(may=guards.may_give_sight)
def end_sight(subject_id: UUID, /, *, by: Actor, principal_id: UUID, at: datetime) -> int:
    """End what a person or agency was granted on a subject; return how many grants ended."""
    ended = Grant.objects.filter(
        subject_id=subject_id, principal_id=principal_id, ends_at__gt=at, starts_at__lte=at
    ).update(ends_at=at)
    announce(SightEnded(subject_id, subject_id, principal_id, ended), by=by)
    return ended


@command(may=guards.may_block)
def block_sight(
    subject_id: UUID, /, *, by: Actor, user_id: UUID, reason: str, at: datetime
) -> Block:
    """Record a conflict of interest. It beats every grant, from the next request."""
    block = Block(subject_id=subject_id, user_id=user_id, reason=reason, starts_at=at)
    block.save(force_insert=True)
    announce(SightBlocked(block.pk, subject_id, user_id), by=by)
    return block


@command(may=guards.may_break_glass)
def break_glass(
    subject_id: UUID,
    /,
    *,
    by: Actor,
    reason: str,
    at: datetime,
    kind: str = rules.EmergencyReason.OTHER,
) -> BreakGlass:
    """Give oneself sight of one subject for a short time, to be reviewed within two working days.

    Never opens a sealed record or one that blocks this person: the database keeps those asleep.
    """
    require(rules.break_glass_reason_suffices(reason))
    ends_at = at + timedelta(minutes=standard("break_glass", on=local_date(at)).value)
    glass = BreakGlass(
        subject_id=subject_id,
        user_id=by.user_id,
        kind=kind,
        reason=reason,
        starts_at=at,
        ends_at=ends_at,
        review_due_on=working_days_after(
            local_date(at),
            standard("break_glass_review", on=local_date(at)).value,
            holidays=closed_days(),
        ),
    )
    glass.save(force_insert=True)
    Grant(
        subject_id=subject_id,
        principal_kind=rules.PrincipalKind.USER,
        principal_id=by.user_id,
        compartments=[part.value for part in rules.Compartment],
        starts_at=at,
        ends_at=ends_at,
        because="Emergency access, to be reviewed",
        source_type="break_glass",
        source_id=glass.pk,
        given_by=by.user_id,
    ).save(force_insert=True)
    announce(GlassBroken(glass.pk, subject_id, kind, ends_at.isoformat()), by=by)
    return glass


@command(may=guards.may_break_glass)
def ask_in_vain(asked_id: UUID, /, *, by: Actor, kind: str, reason: str) -> None:
    """Record that somebody needed a record that cannot be opened in an emergency, or is not there.

    Whoever asked hears the same either way; the information-governance lead sees what it was.
    """
    require(rules.break_glass_reason_suffices(reason))
    announce(EmergencyUnanswered(asked_id, None, kind), by=by)


@command(may=guards.may_review_glass)
def review_glass(
    glass: BreakGlass, /, *, by: Actor, outcome: str, finding: str, at: datetime
) -> BreakGlass:
    """Record what the review of emergency access found (security design 2.5)."""
    require(rules.finding_suffices(finding))
    glass.outcome = outcome
    glass.finding = finding.strip()
    glass.reviewed_at = at
    glass.reviewed_by = by.user_id
    glass.save()
    announce(GlassReviewed(glass.pk, glass.subject_id, outcome), by=by)
    return glass


@command(may=guards.may_escalate_glass)
def escalate_glass(glass: BreakGlass, /, *, by: Actor, at: datetime) -> BreakGlass:
    """Record that a review is overdue, once: it is then somebody else's to chase (design 2.5)."""
    require(rules.review_is_overdue(glass.review_due_on, on=local_date(at)))
    glass.escalated_at = at
    glass.save()
    announce(
        GlassReviewOverdue(
            glass.pk, glass.subject_id, glass.user_id, glass.review_due_on.isoformat()
        ),
        by=by,
    )
    return glass


@command(may=guards.may_question_sight)
def question_own_sight(subject_id: UUID, /, *, by: Actor, words: str) -> None:
    """Say that one sees a record and should not. The information-governance lead is told."""
    require(rules.words_suffice(words))
    announce(SightQuestioned(subject_id, subject_id, by.user_id), by=by)
