"""Take a list of children away from Concord: the same rows as on the screen, for those who may.

The file is made in the request itself, by the same query and under the same walls as the page: what
somebody may no longer see when they press the button is not in it.
"""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from concord.desk.web.children import EXPORTERS, Asked, shown_rows
from concord.engines.documents.tables import Table
from concord.engines.documents.web.exports import table_response
from concord.kernel.levels import Level
from concord.trust.pages import FormPage
from concord.trust.reference.queries import standard
from concord.trust.step_up import StepUp
from concord.ui.fields import RadiosField
from concord.ui.forms import Form
from concord.ui.words import moment, sentence_list

_COLUMNS = {
    "name": "Name",
    "born": "Born",
    "level_label": "Risk level",
    "harm": "Harm",
    "kinds": "Kinds",
    "lead": "Lead worker",
    "review_on": "Next review",
}
_TOO_MANY = "There are more than {limit} children in this list. Narrow it before you export it"


class HowToExport(Form):
    """In which form the list is wanted."""

    kind = RadiosField(
        label="What kind of file do you need?",
        choices=[("xlsx", "Excel workbook"), ("csv", "Comma-separated values (CSV)")],
        error_messages={"required": "Select what kind of file you need"},
    )


class ExportChildren(StepUp, FormPage):
    """Export the list of children as it is filtered. Asks for the password again."""

    roles = EXPORTERS
    form_class = HowToExport
    template_name = "desk/export_children.html"
    keeps_drafts = False  # One choice, and nothing to type.

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = Asked.by(self.request)
        return super().get_context_data(**kwargs) | {
            "title": "Export this list of children",
            "submit": "Export",
            "which": _in_words(asked),
            "back_to": f"{reverse('desk:children')}?{asked.query}",
        }

    def form_valid(self, form: Any) -> HttpResponse:
        asked, now = Asked.by(self.request), timezone.now()
        limit = int(standard("export_rows", on=timezone.localdate()).value)
        periods = list(asked.rows(self.actor)[: limit + 1])
        if len(periods) > limit:
            form.add_error(None, _TOO_MANY.format(limit=limit))
            return self.form_invalid(form)
        rows = [[row[key] for key in _COLUMNS] for row in shown_rows(periods)]
        made = f"Made {moment(now)} for {self.actor.name}, {self.actor.agency_name}"
        return table_response(
            Table("Tracked children", list(_COLUMNS.values()), rows, [made, _in_words(asked)]),
            form.cleaned_data["kind"],
            name=f"children-{now:%Y-%m-%d}",
            about=[period.subject_id for period in periods],
            by=self.actor,
            page=type(self).__name__,
        )


def _in_words(asked: Asked) -> str:
    levels = sentence_list(Level(level).label.lower() for level in asked.levels)
    which = f"Tracked children at {levels} risk" if levels else "All tracked children"
    late = " whose review is overdue" if asked.overdue else ""
    return f"{which}{late}, of those you may see"
