"""Answer an assessment part by part."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from concord.casework.assessment import access, commands
from concord.casework.assessment.commands.answering import OVERALL
from concord.casework.assessment.rules import AnswerState
from concord.casework.assessment.web import conflicts, presenters
from concord.casework.assessment.web.conflicts import CHOOSING
from concord.casework.assessment.web.forms import Overall
from concord.casework.assessment.web.pages import OnAssessment
from concord.casework.assessment.web.questions import NOTE, Questions, all_given, as_fields
from concord.kernel.verdicts import Verdict
from concord.trust.accounts.queries import names_of
from concord.trust.actors import Actor
from concord.trust.commands import Stale
from concord.trust.pages import CommandPage

if TYPE_CHECKING:
    from concord.casework.assessment.models import Assessment

# The name of the box that says of everything still not asked that it is not known.
REST = "_rest_unknown"


class AnswerDomain(OnAssessment, CommandPage):
    """The questions of one domain on one page; saving goes on to the next."""

    template_name = "assessment/domain.html"
    form_class = Questions

    def prepare(self) -> None:
        super().prepare()
        self.look()
        self.domain = self.tool.domain(self.kwargs["domain"])
        if self.domain is None:
            raise Http404

    def may(self, actor: Actor, record: Any) -> Verdict:
        return access.may_write(actor, record)

    def get_initial(self) -> dict[str, Any]:
        return as_fields(self.domain, self.answers, self.record.notes.get(self.domain.code, ""))

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs() | {"domain": self.domain}
        if CHOOSING in self.request.POST:
            kwargs["data"] = conflicts.carried_out(
                self.request.POST, self.domain, self.get_initial()
            )
        return kwargs

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "title": self.domain.title,
            "domain": self.domain,
            "following": self.tool.after(self.domain.code),
            "counts": presenters.counts(self.domain, self.answers),
            "level": self.score().level,
            "rest": REST,
            "rest_chosen": REST in self.request.POST,
            "saved_by": _saved_by(self.record, self.domain.code),
        }

    def form_valid(self, form: Any) -> HttpResponse:
        if CHOOSING in self.request.POST:
            found = conflicts.differences(self.domain, self.get_initial(), form.cleaned_data)
            if conflicts.unchosen(found, self.request.POST):
                return self.choose(form)
        return super().form_valid(form)

    def run(self, **said: Any) -> object:
        if REST in self.request.POST:
            untouched = (code for code, state in said.items() if state == AnswerState.NOT_ASKED)
            said |= dict.fromkeys(untouched, AnswerState.UNKNOWN)
        return commands.answer_domain(
            self.record,
            by=self.actor,
            domain=self.domain.code,
            answers=all_given(said, self.domain),
            note=said[NOTE],
            at=timezone.now(),
            since=self.seen(),
        )

    def after(self, outcome: object) -> str:
        following = self.tool.after(self.domain.code)
        if following is None:
            return reverse("assessment:overall", args=[self.record.pk])
        return reverse("assessment:domain", args=[self.record.pk, following.code])

    def conflict(self, form: Any, stale: Stale) -> HttpResponse:
        self.record = stale.record  # type: ignore[assignment]
        self.look()
        if not conflicts.differences(self.domain, self.get_initial(), form.cleaned_data):
            # Both answered the same: there is nothing to choose and nothing more to save.
            return HttpResponseRedirect(self.after(None))
        return self.choose(form)

    def choose(self, form: Any) -> HttpResponse:
        """Show what is saved beside what was typed, question by question, to choose from."""
        found = conflicts.differences(self.domain, self.get_initial(), form.cleaned_data)
        asked_before = CHOOSING in self.request.POST
        context = self.get_context_data(
            form=form,
            differences=found,
            unchosen=conflicts.unchosen(found, self.request.POST) if asked_before else [],
            choosing=CHOOSING,
            kept=self.request.POST,
        )
        self.template_name = "assessment/choose.html"
        return self.render_to_response(context, status=409)


def _saved_by(assessment: "Assessment", part: str) -> dict[str, Any]:
    mark = assessment.saved.get(part)
    if mark is None:
        return {}
    name = next(iter(names_of([mark["by"]]).values()), "Somebody")
    return {"name": name, "at": datetime.fromisoformat(mark["at"])}


class RecordOverall(OnAssessment, CommandPage):
    """The child's own words, the analysis, the kinds of exploitation and harm."""

    template_name = "assessment/overall.html"
    form_class = Overall
    done_message = "Saved"
    title = "The child’s own words and your analysis"

    def may(self, actor: Actor, record: Any) -> Verdict:
        return access.may_write(actor, record)

    def get_initial(self) -> dict[str, Any]:
        return {name: getattr(self.record, name) for name in Overall.base_fields}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        saved_by = _saved_by(self.record, OVERALL)
        return super().get_context_data(**kwargs) | {
            "saved_by": saved_by,
            "conflict_by": saved_by.get("name"),
            "conflict_at": saved_by.get("at"),
        }

    def run(self, **said: Any) -> object:
        return commands.record_overall(
            self.record, by=self.actor, at=timezone.now(), since=self.seen(), **said
        )
