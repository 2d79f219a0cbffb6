"""The quarterly review of access: one line a person, decided one by one, signed by the lead."""

import dataclasses
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from concord.kernel.clocks import local_date
from concord.kernel.verdicts import allowed_if
from concord.trust.accounts.models import User
from concord.trust.actors import NOBODY, SYSTEM_ROLE, Actor
from concord.trust.agencies.models import Agency
from concord.trust.commands import announce, command, require
from concord.trust.context import acting_as
from concord.trust.people import guards, rules
from concord.trust.people.closing import close
from concord.trust.people.events import (
    AccountClosed,
    ReviewLineDecided,
    ReviewOverdue,
    ReviewSignedOff,
    ReviewStarted,
)
from concord.trust.people.models import AccessReview, ClosureKind, ReviewDecision, ReviewLine
from concord.trust.people.queries import (
    reviews_overdue,
    roles_held,
    sight_counts,
    without_review,
)
from concord.trust.reference.queries import standard

# Whoever lays reviews out because a quarter has begun.
CALENDAR = dataclasses.replace(
    NOBODY, name="Concord’s calendar", user_id=UUID(int=2), roles=frozenset({SYSTEM_ROLE})
)


@command(may=guards.may_start_reviews)
def start_review(agency: Agency, *, by: Actor, at: datetime) -> AccessReview:
    """Lay out an agency's review of this quarter: everybody with an account, as they stand."""
    quarter = rules.quarter_of(local_date(at))
    begun = AccessReview.objects.filter(agency=agency, quarter=quarter).exists()
    require(allowed_if(not begun, f"The review of {agency.name} for this quarter has begun."))
    days = standard("access_review", on=quarter).value
    review = AccessReview(
        agency=agency, quarter=quarter, due_on=rules.review_due_on(quarter, days=days)
    )
    review.save(force_insert=True)
    found = list(User.objects.filter(agency=agency, is_active=True))
    ReviewLine.objects.bulk_create(_lines(review, found, on=local_date(at)))
    announce(ReviewStarted(review.pk, agency.pk, len(found)), by=by)
    return review


def start_due_reviews() -> int:
    """Lay out this quarter's review of every agency that has none; return how many were begun.

    What Concord does by itself when a quarter begins.
    """
    now = timezone.now()
    begun = 0
    with acting_as(CALENDAR) as calendar:
        for agency in without_review(on=local_date(now)):
            start_review(agency, by=calendar, at=now)
            begun += 1
    return begun


@command(may=guards.may_decide_line)
def decide_line(
    line: ReviewLine, *, by: Actor, decision: str, reason: str, at: datetime
) -> ReviewLine:
    """Decide about one person. Removal takes effect at once and is not undone by deciding again."""
    removed = line.decision == ReviewDecision.REMOVE
    require(allowed_if(not removed, "This person’s access is removed. Add them again if need be."))
    if decision != ReviewDecision.KEEP:
        require(rules.reason_suffices(reason))
    line.decision, line.reason = decision, reason
    line.decided_by, line.decided_at = by.user_id, at
    line.save()
    if decision == ReviewDecision.REMOVE and line.user.is_active:
        closure = close(
            line.user,
            kind=ClosureKind.LEFT,
            reason=f"Review of access: {reason}",
            by_id=by.user_id,
            at=at,
            on=local_date(at),
        )
        announce(AccountClosed(line.user_id, closure.kind, closure.grants_ended), by=by)
    announce(ReviewLineDecided(line.pk, line.user_id, decision), by=by)
    return line


@command(may=guards.may_sign_off)
def sign_off_review(review: AccessReview, *, by: Actor, at: datetime) -> AccessReview:
    """Sign that every person of the agency was looked at."""
    require(allowed_if(review.signed_off_at is None, "This review is signed off already."))
    waiting = review.lines.filter(decision="").count()
    require(allowed_if(not waiting, f"Decide about everybody first: {waiting} left."))
    review.signed_off_by, review.signed_off_at = by.user_id, at
    review.save()
    announce(ReviewSignedOff(review.pk, review.agency_id), by=by)
    return review


@command(may=guards.may_escalate_review)
def escalate_review(review: AccessReview, *, by: Actor, at: datetime) -> AccessReview:
    """Record that a review is overdue, once: information governance then chases it."""
    require(rules.review_is_overdue(review.due_on, on=local_date(at)))
    review.escalated_at = at
    review.save()
    announce(ReviewOverdue(review.pk, review.agency_id, review.due_on.isoformat()), by=by)
    return review


def escalate_overdue_access_reviews() -> int:
    """Escalate each review of access that nobody signed in time, once; return how many."""
    now = timezone.now()
    with acting_as(CALENDAR) as calendar:
        overdue = list(reviews_overdue(on=local_date(now)))
        for review in overdue:
            escalate_review(review, by=calendar, at=now)
    return len(overdue)


def _lines(review: AccessReview, people: list[User], *, on: date) -> list[ReviewLine]:
    held = roles_held([person.pk for person in people], on=on)
    today = {
        person.pk: [one.role for one in held.get(person.pk, []) if one.held_from <= on]
        for person in people
    }
    counts = sight_counts(today, since=review.quarter, on=on)
    return [
        ReviewLine(
            review=review,
            user=person,
            roles=[holding.role for holding in held.get(person.pk, [])],
            signed_in_at=person.last_login,
            grants=counts.get(person.pk, (0, 0))[0],
            emergencies=counts.get(person.pk, (0, 0))[1],
        )
        for person in people
    ]
