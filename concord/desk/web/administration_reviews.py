"""The quarterly reviews of access: one for each agency, one line for each person."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from concord.desk.web import administration_forms as forms
from concord.kernel.verdicts import Verdict
from concord.trust.accounts.models import Role
from concord.trust.accounts.queries import names_of
from concord.trust.actors import Actor
from concord.trust.interests.meeting import homes_given
from concord.trust.pages import CommandPage, FormPage, Page
from concord.trust.people import commands, guards, queries
from concord.trust.step_up import StepUp
from concord.ui.words import sentence_list


class Reviews(Page):
    """The reviews the reader answers for, and whether they are late."""

    template_name = "desk/administration_reviews.html"
    roles = guards.REVIEWERS

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "reviews": list(queries.reviews(self.actor)[:100]),
            "may_start": self.actor.has_role(*guards.ANSWERERS) and bool(_not_begun()),
        }


class StartReviews(FormPage):
    """Lay out this quarter's review for every agency that has none."""

    template_name = "ui/form_page.html"
    form_class = forms.Form
    roles = guards.ANSWERERS
    done_message = "Reviews started"
    extra_context = {
        "title": "Start this quarter’s reviews",
        "submit": "Start the reviews",
        "lead": "Each agency’s lead finds everybody with an account, and decides about each.",
    }

    def run(self) -> None:
        for agency in _not_begun():
            commands.start_review(agency, by=self.actor, at=timezone.now())

    def after(self, outcome: object) -> str:
        return reverse("desk:reviews")


def _not_begun() -> list[Any]:
    return list(queries.without_review(on=timezone.localdate()))


class _AboutReview(CommandPage):
    roles = guards.REVIEWERS

    def subjects_of(self, record: Any) -> Iterable[UUID | None]:
        return []


class ShowReview(StepUp, _AboutReview):
    """One review: everybody as the review found them, and the signature when all are decided."""

    template_name = "desk/administration_review.html"
    form_class = forms.Form
    done_message = "Review signed off"

    def visible_to(self, actor: Actor) -> Any:
        return queries.reviews(actor)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        review = self.record
        lines = list(queries.review_lines(self.actor).filter(review=review))
        homes = homes_given(one.user_id for one in lines)
        return super().get_context_data(**kwargs) | {
            "review": review,
            "lines": [
                {
                    "line": one,
                    "roles": sentence_list(Role(role).label for role in one.roles),
                    "home_given": one.user_id in homes,
                }
                for one in lines
            ],
            "undecided": sum(not one.decision for one in lines),
            "signed_by": names_of([review.signed_off_by]).get(review.signed_off_by, ""),
            "back_to": reverse("desk:reviews"),
        }

    def run(self) -> object:
        return commands.sign_off_review(
            self.record, by=self.actor, at=timezone.now(), seen=self.seen()
        )

    def after(self, outcome: object) -> str:
        return reverse("desk:reviews")


class DecideLine(StepUp, _AboutReview):
    """Decide about one person of a review."""

    template_name = "ui/form_page.html"
    form_class = forms.LineDecision
    done_message = "Decision saved"

    def visible_to(self, actor: Actor) -> Any:
        return queries.review_lines(actor)

    def may(self, actor: Actor, record: Any) -> Verdict:
        return guards.may_decide_line(actor, record)

    def get_initial(self) -> dict[str, Any]:
        return {"decision": self.record.decision, "reason": self.record.reason}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        line = self.record
        return super().get_context_data(**kwargs) | {
            "title": line.user.full_name,
            "caption": f"Review of access, {line.review.agency.name}",
            "submit": "Save",
            "back_to": self.after(None),
        }

    def run(self, **answers: str) -> object:
        return commands.decide_line(
            self.record, by=self.actor, at=timezone.now(), seen=self.seen(), **answers
        )

    def after(self, outcome: object) -> str:
        return reverse("desk:review", args=[self.record.review_id])
