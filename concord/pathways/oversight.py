"""What follows when a look at records needs an explanation."""

from django.urls import reverse
from django.utils import timezone

from concord.engines.notices.post import tell
from concord.trust.accounts.queries import users_with_role
from concord.trust.actors import Actor
from concord.trust.oversight.events import LookQuestioned
from concord.trust.oversight.rules import Pattern
from concord.trust.reactions import when


@when(LookQuestioned)
def information_governance_hears_of_a_look_that_stands_out(
    event: LookQuestioned, *, by: Actor
) -> None:
    """The weekly sample needs no alarm: it waits in its list."""
    if event.pattern == Pattern.SAMPLE:
        return
    for keeper in users_with_role("information_governance", on=timezone.localdate()):
        if keeper.pk != event.about_user:
            tell(
                keeper.pk,
                "A look at records needs an explanation.",
                url=reverse("desk:audit_question", args=[event.record_id]),
                by=by,
                at=timezone.now(),
            )
