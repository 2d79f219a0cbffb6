"""Who is told when a record is opened in an emergency, or by mistake. Read top to bottom."""

import dataclasses
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from concord.casework.tracking.queries import open_period_of
from concord.engines.notices.post import tell
from concord.trust.access.commands import escalate_glass
from concord.trust.access.events import (
    EmergencyUnanswered,
    GlassBroken,
    GlassReviewOverdue,
    SightQuestioned,
)
from concord.trust.access.queries import AUDIT, principals_who_see, reviews_overdue
from concord.trust.access.rules import Compartment
from concord.trust.accounts.models import Role
from concord.trust.accounts.queries import agency_of, users_with_role
from concord.trust.actors import Actor
from concord.trust.context import acting_as
from concord.trust.people.commands import CALENDAR
from concord.trust.reactions import when
from concord.ui.words import day

# Knows of every emergency access, as its keepers do, and of nothing else.
CHASING = dataclasses.replace(CALENDAR, reads=frozenset({AUDIT}))


@when(GlassBroken)
def those_who_answer_for_the_child_and_the_colleague_hear_of_it(
    event: GlassBroken, *, by: Actor
) -> None:
    for keeper in _holders(Role.INFORMATION_GOVERNANCE):
        _tell(keeper, by, reverse("desk:emergency_review", args=[event.record_id]))
    period = open_period_of(by, event.subject_id)
    if period is not None and period.lead_worker_id:
        answering = {period.lead_worker_id}
    else:
        answering = _managers_who_see(event.subject_id)
    answering.update(_holders(Role.AGENCY_LEAD, Role.TEAM_MANAGER, agency_id=by.agency_id))
    for person in sorted(answering):
        _tell(person, by, reverse("desk:emergency_told", args=[event.record_id]))


@when(GlassReviewOverdue)
def an_overdue_review_is_chased_by_its_keepers_and_by_who_answers_for_the_colleague(
    event: GlassReviewOverdue, *, by: Actor
) -> None:
    due = day(date.fromisoformat(event.due_on))
    words = f"Emergency access to a record has not been reviewed. It was due by {due}."
    review = reverse("desk:emergency_review", args=[event.record_id])
    for keeper in _holders(Role.INFORMATION_GOVERNANCE):
        tell(keeper, words, url=review, by=by, at=timezone.now())
    for lead in _holders(Role.AGENCY_LEAD, agency_id=agency_of(event.user_id)):
        who = f"{words} Somebody of your agency had it."
        tell(lead, who, url=reverse("desk:home"), by=by, at=timezone.now())


def escalate_overdue_reviews() -> int:
    """Escalate each emergency access that nobody reviewed in time, once; return how many."""
    now = timezone.now()
    with acting_as(CHASING) as chasing:
        overdue = list(reviews_overdue(chasing, on=timezone.localdate(now)))
        for glass in overdue:
            escalate_glass(glass, by=chasing, at=now)
    return len(overdue)


@when(EmergencyUnanswered)
def the_keepers_hear_that_nothing_could_be_opened(event: EmergencyUnanswered, *, by: Actor) -> None:
    for keeper in _holders(Role.INFORMATION_GOVERNANCE):
        tell(
            keeper,
            f"{by.name} asked for emergency access and nothing was opened. Get in touch with them.",
            url=reverse("desk:audit_log"),
            by=by,
            at=timezone.now(),
        )


@when(SightQuestioned)
def the_keepers_hear_that_somebody_sees_what_they_should_not(
    event: SightQuestioned, *, by: Actor
) -> None:
    for keeper in _holders(Role.INFORMATION_GOVERNANCE):
        tell(
            keeper,
            f"{by.name} says that they see a record and should not. Get in touch with them.",
            url=reverse("desk:audit_child", args=[event.subject_id]),
            by=by,
            at=timezone.now(),
        )


def _managers_who_see(subject_id: UUID) -> set[UUID]:
    """Return the managers who answer for a child without a lead worker, of whichever agency."""
    seeing = principals_who_see(subject_id, compartment=Compartment.IDENTITY)
    managers = users_with_role(Role.TEAM_MANAGER, on=timezone.localdate())
    return {user.pk for user in managers if seeing & {user.pk, user.agency_id}}


def _holders(*roles: Role, agency_id: UUID | None = None) -> list[UUID]:
    on = timezone.localdate()
    found = {user.pk: user for role in roles for user in users_with_role(role, on=on)}
    return [key for key, user in found.items() if agency_id in (None, user.agency_id)]


def _tell(user_id: UUID, by: Actor, url: str) -> None:
    if user_id != by.user_id:
        words = f"{by.name} has opened a child’s record by emergency access."
        tell(user_id, words, url=url, by=by, at=timezone.now())
