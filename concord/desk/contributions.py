"""What the desk lends to the worklist: work on what several apps share."""

from django.urls import reverse

from concord.engines import worklist
from concord.engines.worklist import Task
from concord.kernel.clocks import end_of_local_day
from concord.trust.access.queries import glass_broken
from concord.trust.accounts.models import Role
from concord.trust.accounts.queries import names_of
from concord.trust.actors import Actor


def _tasks(actor: Actor) -> list[Task]:
    if not actor.has_role(Role.INFORMATION_GOVERNANCE):
        return []
    waiting = list(glass_broken(actor).filter(reviewed_at=None)[:50])
    names = names_of({row.user_id for row in waiting})
    return [
        Task(
            title="Review emergency access",
            about=names.get(row.user_id, "Somebody who has left"),
            url=reverse("desk:emergency_review", args=[row.pk]),
            due_at=end_of_local_day(row.review_due_on),
            kind="emergency",
        )
        for row in waiting
    ]


worklist.contribute("emergency access", _tasks)
