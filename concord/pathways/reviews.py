"""Who is told when an agency's quarterly review of access is late."""

from datetime import date

from django.urls import reverse
from django.utils import timezone

from concord.engines.notices.post import tell
from concord.trust.accounts.models import Role
from concord.trust.accounts.queries import users_with_role
from concord.trust.actors import Actor
from concord.trust.agencies.queries import names_of_agencies
from concord.trust.people.events import ReviewOverdue
from concord.trust.reactions import when
from concord.ui.words import day


@when(ReviewOverdue)
def information_governance_hears_of_a_review_that_nobody_signed(
    event: ReviewOverdue, *, by: Actor
) -> None:
    agency = names_of_agencies([event.agency_id]).get(event.agency_id, "an agency")
    due = day(date.fromisoformat(event.due_on))
    for keeper in users_with_role(Role.INFORMATION_GOVERNANCE, on=timezone.localdate()):
        tell(
            keeper.pk,
            f"The review of access of {agency} has not been signed. It was due by {due}.",
            url=reverse("desk:review", args=[event.record_id]),
            by=by,
            at=timezone.now(),
        )
