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
    ReviewSignedOff,
    ReviewStarted,
)
from concord.trust.people.models import AccessReview, ClosureKind, ReviewDecision, ReviewLine
from concord.trust.people.queries import roles_held, sight_counts, without_review
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


def _lines(review: AccessReview, people: list[User], *, on: date) -> list[ReviewLine]:
    keys = [person.pk for person in people]
    held, counts = roles_held(keys, on=on), sight_counts(keys, since=review.quarter)
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
