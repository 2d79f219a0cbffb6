"""The assessments in hand, and one assessment: to be written, or to be read."""

from typing import Any

from django.utils import timezone

from concord.casework.assessment import access, commands, queries
from concord.casework.assessment.web import panels, presenters, reading
from concord.casework.assessment.web.pages import OnAssessment
from concord.trust.access.rules import Compartment
from concord.trust.accounts.queries import names_of
from concord.trust.pages import CommandPage, Page, ShowRecord
from concord.ui.forms import Form

MOST_LISTED = 100


class Assessments(Page):
    """Every assessment not yet agreed, the first due first."""

    template_name = "assessment/list.html"

    def allowed(self) -> bool:
        return Compartment.ASSESSMENT in self.actor.reads

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = list(queries.being_worked_on(self.actor)[:MOST_LISTED])
        self.log_listed(assessment.subject_id for assessment in found)
        names = names_of({assessment.assessor_id for assessment in found})
        rows = [(assessment, names.get(assessment.assessor_id, "")) for assessment in found]
        return super().get_context_data(**kwargs) | {"rows": rows}


class ShowAssessment(OnAssessment, ShowRecord):
    """One assessment: the list of its parts while it is written, and why its level afterwards."""

    def prepare(self) -> None:
        super().prepare()
        self.look()

    def get_template_names(self) -> list[str]:
        read = self.record.is_submitted()
        return ["assessment/reading.html" if read else "assessment/writing.html"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs) | {"back_to": None}
        names = names_of({self.record.assessor_id, self.record.agreed_by})
        context["assessor"] = names.get(self.record.assessor_id, "")
        context["approver"] = names.get(self.record.agreed_by, "")
        more = self._to_read() if self.record.is_submitted() else self._to_write()
        return context | more

    def _to_write(self) -> dict[str, Any]:
        may_write = bool(access.may_write(self.actor, self.record))
        return {
            "panel": panels.live(self.score(), self.tool, queries.before(self.record)),
            "parts": presenters.parts(self.record, self.tool, self.answers, links=may_write),
            "overall": presenters.overall_part(self.record, links=may_write),
            "may_write": may_write,
            "may_submit": bool(access.may_submit(self.actor, self.record)),
            "may_take_on": bool(access.may_take_on(self.actor, self.record)),
            "done": presenters.done(self.tool, self.answers),
        }

    def _to_read(self) -> dict[str, Any]:
        waits = self.record.agreed_at is None
        return {
            "panel": panels.frozen(self.record),
            "levels": reading.levels(self.record),
            "answered": reading.answered(self.record, self.tool, self.answers),
            "concluded": reading.concluded(self.record, on=timezone.localdate()),
            "may_agree": waits and bool(access.may_agree(self.actor, self.record)),
        }


class TakeOn(OnAssessment, CommandPage):
    """Become the assessor."""

    may = staticmethod(access.may_take_on)
    form_class = Form
    http_method_names = ["post"]
    done_message = "You have taken on this assessment"

    def run(self, **answers: Any) -> object:
        return commands.take_on(self.record, by=self.actor, seen=self.seen())
