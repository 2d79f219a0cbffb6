"""Conflicts of interest as colleagues meet them: declare one, and say what you are known by."""

from typing import Any
from uuid import uuid4

from django.urls import reverse
from django.utils import timezone

from concord.desk.web import interest_forms as forms
from concord.registers.subjects.tokens import named_token, ties_of_colleague
from concord.trust.accounts.queries import names_of
from concord.trust.interests import access, commands, guards
from concord.trust.interests.rules import Tie
from concord.trust.pages import FormPage, Page
from concord.trust.people.queries import colleagues
from concord.ui.words import day

MOST = 50
DECLARED = "Your declaration is in force. If we hold a record of them, it is closed from now on."
GIVEN = {
    Tie.HOME: "home postcode",
    Tie.PHONE: "telephone number",
    Tie.OWN: "date of birth",
    Tie.NUMBER: "NHS number",
}


class OwnInterests(Page):
    """What the reader declared. Whether anybody on the register was meant, it never says."""

    template_name = "desk/interests.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = list(access.declared_by(self.actor)[:MOST])
        ties = access.own_ties(self.actor).exclude(kind=Tie.SURNAME)
        return super().get_context_data(**kwargs) | {
            "rows": rows,
            "names": names_of({row.user_id for row in rows}),
            "given": [(GIVEN[Tie(tie.kind)], tie.given_at) for tie in ties],
            "manages": self.actor.has_role(*guards.MANAGERS, *guards.KEEPERS),
        }


class DeclareInterest(FormPage):
    """Declare a conflict of interest of one's own. The answer is the same whoever was named."""

    form_class: Any = forms.Declaring
    template_name = "ui/form_page.html"
    done_message = DECLARED
    extra_context = {
        "title": "Declare a conflict of interest",
        "lead": "Tell us whose record you must not see: your own, your family’s, a friend’s. If we"
        " hold it, or ever come to, it is closed to you from your next page on. Nobody here learns"
        " from this page whether we do.",
        "submit": "Declare it",
    }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"back_to": reverse("desk:interests")}

    def form_valid(self, form: Any) -> Any:
        self.whom = form.whom()
        return super().form_valid(form)

    def run(self, *, relation: str, reason: str, **answers: Any) -> object:
        return commands.declare_interest(
            uuid4(),
            by=self.actor,
            user_id=answers.get("colleague") or self.actor.user_id,
            relation=relation,
            stated=_in_words(**self.whom),
            token=named_token(**self.whom),
            reason=reason,
            at=timezone.now(),
        )

    def after(self, outcome: object) -> str:
        return reverse("desk:interests")


class DeclareAbout(DeclareInterest):
    """Declare a conflict of interest of a colleague."""

    roles = (*guards.MANAGERS, *guards.KEEPERS)
    form_class = forms.DeclaringAbout
    extra_context = DeclareInterest.extra_context | {
        "title": "Declare a conflict of interest of a colleague",
        "lead": "Tell us whose record a colleague must not see. If we hold it, or ever come to, it"
        " is closed to them from their next page on.",
    }

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        anybody = self.actor.has_role(*guards.KEEPERS)
        found = colleagues(None if anybody else self.actor.agency_id)
        form.fields["colleague"].choices = [("", "Choose a colleague"), *found]
        return form


class OwnDetails(FormPage):
    """Say what one is known by, so that Concord can notice a conflict of interest."""

    form_class = forms.Details
    template_name = "desk/interest_details.html"
    done_message = "Your details are kept"
    # The page promises that nobody can read these back: a draft could be.
    keeps_drafts = False

    def get_initial(self) -> dict[str, Any]:
        return {"forget": "keep"}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"back_to": reverse("desk:interests")}

    def run(self, *, forget: str, **details: Any) -> None:
        given = {name: value for name, value in details.items() if value}
        found: dict[str, bytes | None] = {**ties_of_colleague(self.actor.name, **given)}
        if forget == "forget":
            found = dict.fromkeys(GIVEN) | found
        commands.give_ties(self.actor.user_id, by=self.actor, ties=found, at=timezone.now())

    def after(self, outcome: object) -> str:
        return reverse("desk:interests")


def _in_words(*, name: str, born_on: Any, number: tuple[str, str]) -> str:
    known = [name, f"born {day(born_on)}" if born_on else "", number[1] and " ".join(number)]
    return ", ".join(part for part in known if part)
