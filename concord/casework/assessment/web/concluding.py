"""Submit an assessment, agree it as the second person, or send it back."""

from typing import Any, ClassVar

from django.http import HttpResponse
from django.utils import timezone

from concord.casework.assessment import access, commands, queries
from concord.casework.assessment.rules import STEPS, AssessmentStatus, readiness
from concord.casework.assessment.web import panels, presenters, reading
from concord.casework.assessment.web.forms import Agree as AgreeForm
from concord.casework.assessment.web.forms import SendBack as SendBackForm
from concord.casework.assessment.web.forms import Submit as SubmitForm
from concord.casework.assessment.web.pages import OnAssessment
from concord.kernel.levels import HarmStatus, Level
from concord.kernel.verdicts import Verdict, first_refusal
from concord.trust.accounts.queries import names_of
from concord.trust.actors import Actor
from concord.trust.commands import Stale
from concord.trust.pages import CommandPage


class _Concluding(OnAssessment, CommandPage):
    """Pages that take an assessment a step further."""

    step: AssessmentStatus
    # Answers that somebody else may have saved on another page in the meantime.
    saved_elsewhere: ClassVar[tuple[str, ...]] = ()

    def may(self, actor: Actor, record: Any) -> Verdict:
        return first_refusal(
            self.may_conclude(actor, record),
            STEPS.check(AssessmentStatus(record.status), self.step),
        )

    def may_conclude(self, actor: Actor, record: Any) -> Verdict:
        """Return whether this person may take the step at all."""
        raise NotImplementedError

    def conflict(self, form: Any, stale: Stale) -> HttpResponse:
        self.record = stale.record  # type: ignore[assignment]
        self.look()
        initial = self.get_initial()
        rows = presenters.differing(form, {name: initial[name] for name in self.saved_elsewhere})
        return self.render_to_response(self.get_context_data(form=form, conflict=rows), status=409)


class Submit(_Concluding):
    """Record the assessor's own level, and why where it differs from the computed one."""

    template_name = "assessment/submit.html"
    form_class = SubmitForm
    step = AssessmentStatus.SUBMITTED
    done_message = "Assessment submitted. A team manager will be asked to agree it."
    title = "Your conclusion"
    button = "Submit for agreement"
    saved_elsewhere = ("harm_status", "exploitation_types", "child_words")

    def prepare(self) -> None:
        super().prepare()
        self.look()
        self.previous = queries.before(self.record)

    def may_conclude(self, actor: Actor, record: Any) -> Verdict:
        return access.may_submit(actor, record)

    def get_initial(self) -> dict[str, Any]:
        return {
            "harm_status": self.record.harm_status,
            "exploitation_types": self.record.exploitation_types,
            "child_words": self.record.child_words,
            "professional_level": self.record.professional_level,
            "override_reason": self.record.override_reason,
            "assessed_on": self.record.assessed_on or timezone.localdate(),
        }

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        form.computed = self.score().level
        form.in_force_since = self.previous.assessed_on if self.previous else None
        return form

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "panel": panels.live(self.score(), self.tool, self.previous),
            "ready": readiness.may_be_submitted(self.tool, self.answers),
        }

    def run(self, **said: Any) -> object:
        level, harm = Level(said.pop("professional_level")), HarmStatus(said.pop("harm_status"))
        return commands.submit_assessment(
            self.record,
            by=self.actor,
            professional_level=level,
            harm_status=harm,
            at=timezone.now(),
            seen=self.seen(),
            **said,
        )


class _SecondPerson(_Concluding):
    """Pages for the person who did not write the assessment."""

    def may_conclude(self, actor: Actor, record: Any) -> Verdict:
        return access.may_agree(actor, record)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        if self.record.is_submitted():
            names = names_of({self.record.assessor_id})
            context |= {
                "panel": panels.frozen(self.record),
                "levels": reading.levels(self.record),
                "concluded": reading.concluded(self.record, on=timezone.localdate()),
                "assessor": names.get(self.record.assessor_id, ""),
            }
        return context


class Agree(_SecondPerson):
    """Agree the level, seeing the computed and the assessor's with their reasons."""

    template_name = "assessment/agree.html"
    form_class = AgreeForm
    step = AssessmentStatus.AGREED
    done_message = "Assessment agreed"
    title = "Agree this assessment"
    button = "Agree"

    def get_initial(self) -> dict[str, Any]:
        return {"final_level": self.record.professional_level, "reason": ""}

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        form.professional = Level(self.record.professional_level or Level.INSUFFICIENT_INFORMATION)
        return form

    def run(self, *, final_level: str, reason: str) -> object:
        return commands.agree_assessment(
            self.record,
            by=self.actor,
            final_level=Level(final_level),
            reason=reason,
            at=timezone.now(),
            seen=self.seen(),
        )


class SendBack(_SecondPerson):
    """Send an assessment back for more, saying what for."""

    template_name = "assessment/send_back.html"
    form_class = SendBackForm
    step = AssessmentStatus.RETURNED
    done_message = "The assessment is with the assessor again"
    title = "Send this assessment back"
    button = "Send back"

    def run(self, *, because: str) -> object:
        return commands.send_back(
            self.record, by=self.actor, because=because, at=timezone.now(), seen=self.seen()
        )
