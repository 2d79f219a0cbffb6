"""The children the partnership holds in view, and one child with everything about them."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from concord.casework.tracking import access as tracking_access
from concord.casework.tracking import queries as tracking
from concord.desk.web import presenters
from concord.desk.web.audit_readers import may_read_readers
from concord.engines import chronology
from concord.kernel.clocks import end_of_local_day
from concord.kernel.levels import TRACKED_LEVELS
from concord.meetings.actions import queries as actions
from concord.registers.subjects import access as subject_access
from concord.registers.subjects import queries as subjects
from concord.trust.access.queries import reasons_to_see, who_may_see
from concord.trust.accounts.queries import names_of
from concord.trust.pages import Page, ShowRecord
from concord.trust.reference.queries import labels

PAGE_SIZE = 25


class Children(Page):
    """Tracked children the reader may see, the first review due first."""

    template_name = "desk/children.html"

    def allowed(self) -> bool:
        return "tracking" in self.actor.reads

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        levels = [level for level in self.request.GET.getlist("level") if level in TRACKED_LEVELS]
        overdue = self.request.GET.get("overdue") == "yes"
        rows = tracking.tracked_now(self.actor)
        rows = rows.filter(level__in=levels) if levels else rows
        rows = rows.filter(review_due_on__lt=timezone.localdate()) if overdue else rows
        page = self._number()
        # One more than is shown says whether there is a next page; nothing is counted.
        found = list(rows[(page - 1) * PAGE_SIZE : page * PAGE_SIZE + 1])
        shown = found[:PAGE_SIZE]
        self.log_listed(period.subject_id for period in shown)
        names = names_of({period.lead_worker_id for period in shown})
        kinds = labels("exploitation_type")
        return super().get_context_data(**kwargs) | {
            "rows": [presenters.child_row(period, names, kinds) for period in shown],
            "levels": [(level.value, level.label, level in levels) for level in TRACKED_LEVELS],
            "overdue": overdue,
            "previous": self._address(page - 1) if page > 1 else None,
            "next": self._address(page + 1) if len(found) > PAGE_SIZE else None,
        }

    def _number(self) -> int:
        stated = self.request.GET.get("page", "1")
        return max(1, int(stated)) if stated.isdecimal() and len(stated) < 6 else 1

    def _address(self, page: int) -> str:
        kept = [(key, value) for key, value in self._filters() if key != "page"]
        return "?" + urlencode([*kept, ("page", page)])

    def _filters(self) -> list[tuple[str, str]]:
        return [(key, one) for key, many in self.request.GET.lists() for one in many]


class ShowChild(ShowRecord):
    """One child: who they are, where things stand, and the story in order."""

    template_name = "desk/child.html"

    def visible_to(self, actor: Any) -> Any:
        return subjects.people_in_detail(actor)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        # An entry that was recognised as somebody else leads there, unless they are hidden.
        known = self.record.same_as_id
        if known and self.visible_to(self.actor).filter(pk=known).exists():
            return HttpResponseRedirect(reverse("desk:child", args=[known]))
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        child = self.record
        period = tracking.open_period_of(self.actor, child.pk)
        lead = names_of({period.lead_worker_id}) if period else {}
        story = chronology.story_of(self.actor, child.pk, seen=self.actor.reads)
        # A chronology on paper is read from its beginning.
        earliest_first = self.request.GET.get("order") == "earliest"
        return super().get_context_data(**kwargs) | {
            "child": child,
            "identity": presenters.identity_rows(child),
            "warnings": [row.warning for row in child.identifiers.all() if row.warning],
            "period": period,
            "may_see_tracking": "tracking" in self.actor.reads,
            "now": presenters.now_rows(period, lead) if period else [],
            "review_at": end_of_local_day(period.review_due_on) if period else None,
            "open_actions": actions.open_count(self.actor, child.pk),
            "may_name_lead": bool(period and tracking_access.may_name_lead(self.actor, period)),
            "may_close": bool(period and tracking_access.may_close(self.actor, period)),
            "story": story[::-1] if earliest_first else story,
            "earliest_first": earliest_first,
            "may_read_readers": bool(may_read_readers(self.actor, period)),
            "reasons": reasons_to_see(self.actor, child.pk),
        }


class WhoCanSee(ShowRecord):
    """Who may see this child and why, starting with the reader."""

    template_name = "desk/who_can_see.html"

    def visible_to(self, actor: Any) -> Any:
        return subject_access.visible_to(actor)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sights = who_may_see(self.actor, self.record.pk)
        return super().get_context_data(**kwargs) | {
            "child": self.record,
            "mine": [sight for sight in sights if sight.mine],
            "sights": sights,
            "back_to": reverse("desk:child", args=[self.record.pk]),
        }
