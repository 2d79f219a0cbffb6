"""The children the partnership holds in view, and one child with everything about them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from concord.casework.tracking import access as tracking_access
from concord.casework.tracking import queries as tracking
from concord.desk.web import presenters
from concord.desk.web.audit_readers import may_read_readers
from concord.desk.web.family import family_rows
from concord.desk.web.paper import may_export
from concord.engines import chronology
from concord.kernel.clocks import end_of_local_day
from concord.kernel.levels import TRACKED_LEVELS
from concord.meetings.actions import queries as actions
from concord.registers.links import access as link_access
from concord.registers.links import queries as links
from concord.registers.subjects import access as subject_access
from concord.registers.subjects import queries as subjects
from concord.trust.access.guards import EMERGENCY_ROLES
from concord.trust.access.queries import emergency_until, reasons_to_see
from concord.trust.accounts.queries import names_of
from concord.trust.actors import Actor
from concord.trust.pages import Page, ShowRecord
from concord.trust.reference.queries import labels

PAGE_SIZE = 25
# Who may take a list of children away from Concord.
EXPORTERS = ("team_manager",)


@dataclass(frozen=True)
class Asked:
    """Which of the tracked children somebody asked for."""

    levels: tuple[str, ...]
    overdue: bool

    @classmethod
    def by(cls, request: HttpRequest) -> "Asked":
        """Return what an address asks for; what is no level is left out."""
        stated = request.GET.getlist("level")
        return cls(
            tuple(level.value for level in TRACKED_LEVELS if level in stated),
            request.GET.get("overdue") == "yes",
        )

    def rows(self, actor: Actor) -> Any:
        """Return them, of those the actor may see, the first review due first."""
        rows = tracking.tracked_now(actor)
        rows = rows.filter(level__in=self.levels) if self.levels else rows
        return rows.filter(review_due_on__lt=timezone.localdate()) if self.overdue else rows

    @property
    def query(self) -> str:
        """The address's query again."""
        pairs = [("level", level) for level in self.levels]
        return urlencode(pairs + ([("overdue", "yes")] if self.overdue else []))


def shown_rows(periods: Sequence[Any]) -> list[dict[str, Any]]:
    """Return the lines of a list, for the screen and for an export alike."""
    names = names_of({period.lead_worker_id for period in periods})
    kinds = labels("exploitation_type")
    return [presenters.child_row(period, names, kinds) for period in periods]


class Children(Page):
    """Tracked children the reader may see, the first review due first."""

    template_name = "desk/children.html"

    def allowed(self) -> bool:
        return "tracking" in self.actor.reads

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked, page = Asked.by(self.request), self._number()
        rows = asked.rows(self.actor)
        # One more than is shown says whether there is a next page; nothing is counted.
        found = list(rows[(page - 1) * PAGE_SIZE : page * PAGE_SIZE + 1])
        shown = found[:PAGE_SIZE]
        self.log_listed(period.subject_id for period in shown)
        export = f"{reverse('desk:export_children')}?{asked.query}"
        return super().get_context_data(**kwargs) | {
            "rows": shown_rows(shown),
            "levels": [
                (level.value, level.label, level in asked.levels) for level in TRACKED_LEVELS
            ],
            "overdue": asked.overdue,
            "emergency": self.actor.has_role(*EMERGENCY_ROLES),
            "export": export if self.actor.has_role(*EXPORTERS) else "",
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
        family = links.family_of(self.actor, child.pk, on=timezone.localdate())
        self.log_listed(relative.person.pk for relative in family)
        story = chronology.story_of(self.actor, child.pk, seen=self.actor.reads)
        # A chronology on paper is read from its beginning.
        earliest_first = self.request.GET.get("order") == "earliest"
        return super().get_context_data(**kwargs) | {
            "child": child,
            "family": family_rows(family),
            "may_add_relative": bool(link_access.may_add_relative(self.actor, child)),
            "writes": self.actor.writes,
            "identity": presenters.identity_rows(
                child, may_unmask=subject_access.PROTECTED_ADDRESS in self.actor.reads
            ),
            "warnings": [row.warning for row in child.identifiers.all() if row.warning],
            "period": period,
            "may_see_tracking": "tracking" in self.actor.reads,
            "lead": lead.get(period.lead_worker_id, "nobody yet") if period else "",
            "now": presenters.now_rows(period, lead) if period else [],
            "review_at": end_of_local_day(period.review_due_on) if period else None,
            "open_actions": actions.open_count(self.actor, child.pk),
            "may_name_lead": bool(period and tracking_access.may_name_lead(self.actor, period)),
            "may_close": bool(period and tracking_access.may_close(self.actor, period)),
            "story": story[::-1] if earliest_first else story,
            "earliest_first": earliest_first,
            "may_export": bool(may_export(self.actor, child)),
            "may_read_readers": bool(may_read_readers(self.actor, period)),
            "emergency_until": emergency_until(self.actor, child.pk),
            "reasons": reasons_to_see(self.actor, child.pk),
        }
