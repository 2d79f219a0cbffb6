"""One child's record as a PDF: what its reader may see, marked, without any protected address."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from concord.casework.tracking import queries as tracking
from concord.desk.web import presenters
from concord.desk.web.family import paper_rows
from concord.engines import chronology
from concord.engines.documents.outgoing import Redactor
from concord.engines.documents.pdf import NoPdf, as_pdf
from concord.engines.documents.web.exports import taken_away
from concord.kernel.verdicts import Verdict, allowed_if
from concord.registers.links import queries as links
from concord.registers.subjects import queries as subjects
from concord.trust.accounts.queries import names_of
from concord.trust.actors import Actor
from concord.trust.pages import CommandPage
from concord.trust.step_up import StepUp
from concord.ui.forms import Form
from concord.ui.words import day, moment

EXPORTERS = ("team_manager", "social_worker")


def may_export(actor: Actor, child: Any) -> Verdict:
    """A record leaves through social care, which answers for where it then lies."""
    return allowed_if(
        actor.has_role(*EXPORTERS), "Only social care may export a child’s record as a PDF."
    )


class ExportChild(StepUp, CommandPage):
    """Export one child's record as a PDF. Asks for the password again."""

    form_class = Form
    template_name = "desk/export_child.html"

    def may(self, actor: Any, record: Any) -> Verdict:
        return may_export(actor, record)

    def visible_to(self, actor: Any) -> Any:
        return subjects.people_in_detail(actor)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "title": "Export this record as a PDF",
            "caption": self.record.descriptor,
            "submit": "Export",
            "back_to": reverse("desk:child", args=[self.record.pk]),
        }

    def form_valid(self, form: Any) -> HttpResponse:
        family = links.family_of(self.actor, self.record.pk, on=timezone.localdate())
        try:
            data = as_pdf("desk/child_paper.html", _on_paper(self.actor, self.record, family))
        except NoPdf as problem:
            form.add_error(None, str(problem))
            return self.form_invalid(form)
        return taken_away(
            data,
            "application/pdf",
            name=f"record-{timezone.now():%Y-%m-%d}.pdf",
            about=[self.record.subject_id, *(one.person.pk for one in family)],
            by=self.actor,
            page=type(self).__name__,
        )


def _on_paper(actor: Actor, child: Any, family: list[links.Relative]) -> dict[str, Any]:
    """Return what the PDF shows: the parts of the page, every text without protected addresses."""
    redact = Redactor()
    period = tracking.open_period_of(actor, child.pk)
    parts = [("Who they are", _pairs(presenters.identity_rows(child), redact))]
    if family:
        parts.append(("Family and household", _pairs(paper_rows(family), redact)))
    if period:
        now = presenters.now_rows(period, names_of({period.lead_worker_id}))
        level = {"key": "Level", "value": period.get_level_display()}
        parts.append(("Now", _pairs([level, *now], redact)))
    story = chronology.story_of(actor, child.pk, seen=actor.reads)[::-1]
    return {
        "title": "Record of one person",
        "name": redact(child.descriptor),
        "made": f"Made {moment(timezone.now())} for {actor.name}, {actor.agency_name}",
        "parts": parts,
        "story": [_line(line, redact) for line in story],
        "taken": redact.taken,
    }


def _pairs(rows: list[Any], redact: Callable[[str], str]) -> list[tuple[str, str]]:
    return [(row["key"], redact(str(row["value"]))) for row in rows if row]


def _line(line: chronology.Line, redact: Callable[[str], str]) -> dict[str, Any]:
    return {
        "when": day(timezone.localtime(line.at)) if line.is_day else moment(line.at),
        "title": redact(line.title),
        "by": line.by,
        "text": redact(line.text),
        "facts": [(key, redact(str(value))) for key, value in line.facts],
    }
