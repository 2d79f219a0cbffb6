"""Who is told when a record is opened in an emergency, or by mistake. Read top to bottom."""

from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from concord.casework.tracking.queries import open_period_of
from concord.engines.notices.post import tell
from concord.trust.access.events import EmergencyUnanswered, GlassBroken, SightQuestioned
from concord.trust.accounts.models import Role
from concord.trust.accounts.queries import users_with_role
from concord.trust.actors import Actor
from concord.trust.reactions import when


@when(GlassBroken)
def those_who_answer_for_the_child_and_the_colleague_hear_of_it(
    event: GlassBroken, *, by: Actor
) -> None:
    for keeper in _holders(Role.INFORMATION_GOVERNANCE):
        _tell(keeper, by, reverse("desk:emergency_review", args=[event.record_id]))
    period = open_period_of(by, event.subject_id)
    child = reverse("desk:child", args=[event.subject_id])
    if period is not None and period.lead_worker_id:
        _tell(period.lead_worker_id, by, child)
    for lead in _holders(Role.AGENCY_LEAD, Role.TEAM_MANAGER, agency_id=by.agency_id):
        _tell(lead, by, child)


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


def _holders(*roles: Role, agency_id: UUID | None = None) -> list[UUID]:
    on = timezone.localdate()
    found = {user.pk: user for role in roles for user in users_with_role(role, on=on)}
    return [key for key, user in found.items() if agency_id in (None, user.agency_id)]


def _tell(user_id: UUID, by: Actor, url: str) -> None:
    if user_id != by.user_id:
        words = f"{by.name} has opened a child’s record by emergency access."
        tell(user_id, words, url=url, by=by, at=timezone.now())
