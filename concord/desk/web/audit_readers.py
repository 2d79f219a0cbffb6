"""Who opened a child's record, and how they were connected to the case when they did."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from concord.casework.tracking import queries as tracking
from concord.desk.web.audit_kinds import page_words
from concord.kernel.verdicts import Verdict, allowed_if
from concord.registers.subjects import access as subject_access
from concord.trust.access.guards import SECOND_PEOPLE
from concord.trust.accounts.queries import names_of
from concord.trust.actors import Actor
from concord.trust.agencies.queries import names_of_agencies
from concord.trust.audit import log, reading
from concord.trust.oversight.access import KEEPERS
from concord.trust.pages import Page, ShowRecord

# Pages of the keepers: who reads only these is connected by keeping the log.
_KEEPING = frozenset(
    {"WhoOpenedForKeeper", "AuditLog", "FindChild", "Questions", "AnswerQuestion"}
    | {"EmergencyReviews", "ReviewEmergency", "InterestQueue", "AnswerInterest", "LiftInterest"}
    | {"AnswerSeal"}
)
# What these pages are called would tell that somebody wants a record sealed.
_SEALING = frozenset({"ProposeSeal", "AnswerSeal"})


def may_read_readers(actor: Actor, period: Any) -> Verdict:
    """The lead worker of a tracking period, and managers who see the child, may ask."""
    leads = period is not None and period.lead_worker_id == actor.user_id
    return allowed_if(
        leads or actor.has_role("team_manager"),
        "Only the child’s lead worker, a team manager or the information-governance lead can see"
        " who opened the record. Ask one of them.",
    )


class WhoOpened(ShowRecord):
    """For the lead worker: each reader, how often, the latest time, and the connection."""

    template_name = "desk/audit_readers.html"

    def visible_to(self, actor: Any) -> Any:
        return subject_access.visible_to(actor)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        verdict = may_read_readers(self.actor, tracking.open_period_of(self.actor, self.record.pk))
        if not verdict:
            name = type(self).__name__
            log.refused(self.record, by=self.actor, command=name, reason=verdict.reason)
            context = {"status": 403, "title": "You cannot see this", "words": verdict.reason}
            return render(request, "ui/error.html", context, status=403)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        child = self.record
        return super().get_context_data(**kwargs) | {
            "name": child.descriptor,
            "readers": reader_rows(child.pk, by=self.actor),
            "back_to": child.get_absolute_url(),
            "back_text": child.descriptor,
        }


class WhoOpenedForKeeper(Page):
    """The same for information governance, who do not see the child's record itself."""

    template_name = "desk/audit_readers.html"

    def prepare(self) -> None:
        # A sealed child and one that does not exist have the same answer, whoever asks.
        self.child_id = self.kwargs["pk"]
        known = reading.names([self.child_id]) if self.actor.has_role(*KEEPERS) else {}
        self.name = known.get(self.child_id)
        if self.name is None:
            raise Http404
        self.log_listed([self.child_id])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "name": self.name,
            "readers": reader_rows(self.child_id, by=self.actor),
            "lines": f"{reverse('desk:audit_log')}?about={self.child_id}",
            "back_to": reverse("desk:audit_log"),
            "back_text": "Audit log",
        }


def reader_rows(child_id: Any, *, by: Actor) -> list[dict[str, Any]]:
    """Return one row for everybody who saw a child's data, those without a connection first."""
    found = reading.readers(child_id)
    untold = frozenset() if by.has_role(*SECOND_PEOPLE) else _SEALING
    names = names_of(one.user_id for one in found)
    agencies = names_of_agencies(one.agency_id for one in found)
    rows = []
    for one in found:
        keeps = _KEEPING.issuperset(one.pages)
        rows.append(
            {
                "who": names.get(one.user_id, "Somebody who has left"),
                "agency": agencies.get(one.agency_id, "No agency"),
                "times": one.times,
                "latest_at": one.latest_at,
                "first_at": one.first_at,
                "pages": sorted({page_words(_told(page, untold)) for page in one.pages}),
                "connections": ["Keeps the audit log"] if keeps else sorted(one.connections),
                "unconnected": 0 if keeps else one.unconnected,
            }
        )
    return sorted(rows, key=lambda row: not row["unconnected"])


def _told(page: str, untold: frozenset[str]) -> str:
    return "WhoCanSee" if page in untold else page
