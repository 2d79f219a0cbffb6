"""The first page: what this person has to do, and what they have been told."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from concord.engines import worklist
from concord.engines.notices import post
from concord.trust.accounts.models import Role
from concord.trust.pages import ActorPage, Page
from concord.trust.safekeeping import drafts

# What is read of nobody: figures, and places where harm happens.
WITHOUT_PEOPLE = {"statistics", "locations"}


class Home(Page):
    """What is to be done, the earliest due first; notices; drafts to carry on with."""

    template_name = "desk/home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        tasks = worklist.tasks_for(self.actor)
        self.log_listed(key for task in tasks for key in task.shown)
        now = timezone.now()
        writes = self.actor.writes
        return super().get_context_data(**kwargs) | {
            "roles": [Role(role).label for role in sorted(self.actor.roles)],
            # Boards and analysts work with numbers, and have no list of people to act on.
            "figures_first": not self.actor.reads - WITHOUT_PEOPLE,
            "tasks": tasks,
            "overdue": sum(task.is_overdue(now) for task in tasks),
            "notices": list(post.notices_of(self.actor)[:20]),
            "drafts": drafts.mine(self.actor, "referral") if "referral" in writes else [],
            "may_refer": "referral" in writes,
        }


class PutAway(ActorPage):
    """Take a notice off one's own list."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        post.put_away(pk, by=self.actor, at=timezone.now())
        return HttpResponseRedirect(reverse("desk:home"))
