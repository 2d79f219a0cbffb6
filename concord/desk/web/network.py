"""The network around somebody: a chart, a table that says the same, and the shortest way in words.

The chart is drawn from the table in the browser, so that the two cannot differ.
"""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone

from concord.desk.web.children import EXPORTERS
from concord.desk.web.exporting import HowToExport
from concord.desk.web.network_asked import asked_of, filters, in_words
from concord.engines.documents.tables import Table
from concord.engines.documents.web.exports import table_response
from concord.kernel.verdicts import Verdict, allowed_if
from concord.registers.links import network
from concord.registers.links.groups import groups
from concord.registers.links.queries import sentences
from concord.registers.subjects import access as subject_access
from concord.registers.subjects import queries as subjects
from concord.trust.actors import Actor
from concord.trust.pages import CommandPage, ShowRecord
from concord.trust.step_up import StepUp
from concord.ui.words import moment

MOST_STEPS_OF_A_WAY = 6
_COLUMNS = {"step": "Steps", "from": "From", "to": "To", "words": "How we know"}


class Network(ShowRecord):
    """Who and what is one, two or three steps away, of what the reader may see."""

    template_name = "desk/network.html"

    def visible_to(self, actor: Actor) -> Any:
        return subject_access.visible_to(actor)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = timezone.localdate()
        chosen = filters(self.request.GET, today=today)
        steps, asked = asked_of(chosen, today=today)
        found = network.around(self.actor, self.record.pk, steps=steps, asked=asked, today=today)
        self.log_listed(found.steps)
        query = urlencode([(each.name, each.chosen) for each in chosen if each.chosen])
        export = f"{reverse('desk:export_network', args=[self.record.pk])}?{query}"
        return super().get_context_data(**kwargs) | {
            "subject": self.record,
            "filters": chosen,
            "asked": in_words(chosen),
            "query": query,
            "rows": rows_of(found),
            "groups": _groups(found),
            "others": len(found.steps) - 1,
            "more": found.more,
            "way": self._way(asked),
            "export": export if self.actor.has_role(*EXPORTERS) else "",
            "back_to": self.record.get_absolute_url(),
        }

    def _way(self, asked: network.Asked) -> dict[str, Any] | None:
        """Return the shortest way to the subject whom the address names, if it names one."""
        if not (stated := self.request.GET.get("to")):
            return None
        try:
            end = subjects.people(self.actor, [UUID(stated)])[UUID(stated)]
        except (ValueError, KeyError):
            raise Http404 from None
        links = network.path(
            self.actor, self.record.pk, end.pk,
            most_steps=MOST_STEPS_OF_A_WAY, asked=asked, today=timezone.localdate(),
        )  # fmt: skip
        return {"to": end, "sentences": sentences(links)}


class ExportNetwork(StepUp, CommandPage):
    """Take the table away as it is filtered, of what the reader may see as the file is made."""

    form_class = HowToExport
    template_name = "desk/export_network.html"
    keeps_drafts = False  # One choice, and nothing to type.

    def may(self, actor: Actor, record: Any) -> Verdict:
        return allowed_if(
            actor.has_role(*EXPORTERS), "Only a team manager may take a network away from Concord."
        )

    def visible_to(self, actor: Actor) -> Any:
        return subject_access.visible_to(actor)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        chosen = filters(self.request.GET, today=timezone.localdate())
        address = reverse("desk:network", args=[self.record.pk])
        return super().get_context_data(**kwargs) | {
            "title": "Export this network",
            "caption": self.record.descriptor,
            "submit": "Export",
            "which": in_words(chosen),
            "back_to": f"{address}?{self.request.GET.urlencode()}",
        }

    def form_valid(self, form: Any) -> HttpResponse:
        now, today = timezone.now(), timezone.localdate()
        chosen = filters(self.request.GET, today=today)
        steps, asked = asked_of(chosen, today=today)
        found = network.around(self.actor, self.record.pk, steps=steps, asked=asked, today=today)
        rows = [[str(row[key]) for key in _COLUMNS] for row in rows_of(found)]
        made = f"Made {moment(now)} for {self.actor.name}, {self.actor.agency_name}"
        title = f"Network around {self.record}"
        return table_response(
            Table(title, list(_COLUMNS.values()), rows, [made, in_words(chosen)]),
            form.cleaned_data["kind"],
            name=f"network-{now:%Y-%m-%d}",
            about=list(found.steps),
            by=self.actor,
            page=type(self).__name__,
        )


def rows_of(found: network.Network) -> list[dict[str, Any]]:
    """Return the lines of the table, each read from whichever end is nearer, the nearest first."""
    turned = [(link, found.steps[link.one_id] > found.steps[link.other_id]) for link in found.links]
    said = zip(turned, sentences(turned), strict=True)
    return sorted((_row(link, back, words, found) for (link, back), words in said), key=_order)


def _row(link: Any, back: bool, words: str, found: network.Network) -> dict[str, Any]:
    near, far = (link.other, link.one) if back else (link.one, link.other)
    return {
        "from": near,
        "to": far,
        "step": found.steps[far.pk],
        "near": found.steps[near.pk],
        "opinion": link.basis == "opinion",
        "strength": link.confidence,
        "words": words,
    }


def _order(row: dict[str, Any]) -> tuple[int, int, int, str]:
    return row["step"], row["near"], -int(row["strength"]), row["words"]


def _groups(found: network.Network) -> list[dict[str, Any]]:
    ends = ((link.one_id, link.other_id, int(link.confidence)) for link in found.links)
    return [
        {
            "names": sorted(str(found.subjects[member]) for member in group.members),
            "inside": group.inside,
            "outside": group.outside,
        }
        for group in groups(ends)
    ]
