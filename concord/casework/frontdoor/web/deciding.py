"""The front door: what is waiting, who a referral is about, and the decision."""

from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from concord.casework.frontdoor import access, commands, queries
from concord.casework.frontdoor.rules import Decision
from concord.casework.frontdoor.web import presenters
from concord.casework.frontdoor.web.forms import Decide, SettleIdentity
from concord.engines.documents.queries import files_of
from concord.registers.subjects import queries as subjects
from concord.trust.accounts.queries import names_of
from concord.trust.pages import CommandPage, Page, ShowRecord
from concord.trust.wording import wording_of
from concord.ui.forms import Form

NEW_PERSON = "new"


class Worklist(Page):
    """Referrals waiting for a decision, the first due first."""

    roles = access.DECISION_MAKERS
    template_name = "frontdoor/worklist.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        waiting = list(queries.awaiting_decision(self.actor)[:100])
        self.log_listed(referral.subject_id for referral in waiting)
        return super().get_context_data(**kwargs) | {"waiting": waiting}


class _OnReferral:
    """Pages about one referral."""

    def visible_to(self, actor: Any) -> Any:
        return access.visible_to(actor).select_related("subject", "referrer_agency")


class ShowReferral(_OnReferral, ShowRecord):
    """One referral: for its referrer what they said and were told; for the front door, the rest."""

    template_name = "frontdoor/referral.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        referral = self.record
        names = names_of({referral.referrer_id, referral.decided_by})
        may_decide = bool(access.may_decide(self.actor, referral))
        context = super().get_context_data(**kwargs) | {
            "referral": referral,
            "may_decide": may_decide,
            "arrival": presenters.arrival_rows(referral, names.get(referral.referrer_id, "")),
            "concern": wording_of(referral, "concern"),
            "may_correct": bool(access.may_correct(self.actor, referral)),
            "worry": presenters.worry_rows(referral),
            "files": files_of(self.actor, commands.FILES_OF, referral.pk),
            "may_attach": bool(access.may_attach(self.actor, referral)),
            "must_assess": commands.social_care_must_assess(referral),
            "decision": presenters.decision_rows(referral, names.get(referral.decided_by, ""))
            if referral.decided_at
            else [],
        }
        if may_decide and referral.decided_at is None:
            context["candidates"] = subjects.who_it_may_be(
                self.actor, subjects.person(self.actor, referral.subject_id)
            )
            self.log_listed(candidate.subject.pk for candidate in context["candidates"])
        return context


class Acknowledge(_OnReferral, CommandPage):
    """Tell the referrer that their worry has been seen."""

    may = staticmethod(access.may_handle)
    form_class = Form
    http_method_names = ["post"]
    done_message = "The referrer has been told that the referral has arrived"

    def run(self, **answers: Any) -> object:
        return commands.acknowledge_referral(
            self.record, by=self.actor, at=timezone.now(), seen=self.seen()
        )


class Settle(_OnReferral, CommandPage):
    """Settle who a referral is about: somebody already known, or a new person."""

    may = staticmethod(access.may_handle)
    form_class = SettleIdentity
    template_name = "frontdoor/settle.html"
    done_message = "You have settled who this referral is about"

    def prepare(self) -> None:
        super().prepare()
        self.candidates = subjects.who_it_may_be(
            self.actor, subjects.person(self.actor, self.record.subject_id)
        )
        self.log_listed(candidate.subject.pk for candidate in self.candidates)

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        field = form.fields["person"]
        field.choices = [
            (str(candidate.subject.pk), presenters.candidate_label(candidate))
            for candidate in self.candidates
        ] + [(NEW_PERSON, "None of these: a person who is new to us")]
        field.hints = {
            str(candidate.subject.pk): presenters.candidate_reasons(candidate)
            for candidate in self.candidates
        }
        return form

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "referral": self.record,
            "person": subjects.person(self.actor, self.record.subject_id),
            "back_to": self.record.get_absolute_url(),
        }

    def run(self, *, person: str) -> object:
        same_as = None if person == NEW_PERSON else subjects.person(self.actor, UUID(person))
        return commands.settle_identity(
            self.record,
            by=self.actor,
            same_as=same_as,
            none_of=[one.subject for one in self.candidates] if same_as is None else (),
            at=timezone.now(),
            seen=self.seen(),
        )


class DecideReferral(_OnReferral, CommandPage):
    """Decide a referral, with the reason, and tell the referrer."""

    may = staticmethod(access.may_decide)
    form_class = Decide
    template_name = "frontdoor/decide.html"
    done_message = "Decision recorded. The referrer has been told."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "title": "Decide this referral",
            "caption": f"{self.record.subject.descriptor}, {self.record.reference}",
            "submit": "Record decision",
            "referral": self.record,
            "must_assess": commands.social_care_must_assess(self.record),
            "back_to": self.record.get_absolute_url(),
        }

    def run(self, *, threshold: str, decision: str, rationale: str, feedback: str) -> object:
        return commands.decide_referral(
            self.record,
            by=self.actor,
            threshold=threshold,
            decision=Decision(decision),
            rationale=rationale,
            feedback=feedback,
            at=timezone.now(),
            seen=self.seen(),
        )

    def after(self, outcome: object) -> str:
        return reverse("frontdoor:referral", args=[self.record.pk])
