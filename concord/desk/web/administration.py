"""The people of the partnership, for those who look after accounts. No child is shown here."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from concord.desk.web import administration_forms as forms
from concord.kernel.verdicts import Verdict
from concord.trust.accounts.models import Role, User
from concord.trust.accounts.queries import names_of, roles_of
from concord.trust.actors import Actor
from concord.trust.pages import CommandPage, FormPage, Page, ShowRecord
from concord.trust.people import commands, guards, queries
from concord.trust.people.models import RoleProposal
from concord.trust.step_up import StepUp
from concord.ui.words import sentence_list

# Where the link of a new account waits until the next page has shown it, once.
LINK = "activation_link"


class People(Page):
    """Everybody the reader looks after, by agency."""

    template_name = "desk/administration_people.html"
    roles = guards.KEEPERS

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = list(queries.people(self.actor))
        held = queries.roles_held([one.pk for one in found], on=timezone.localdate())
        agencies: dict[str, list[dict[str, Any]]] = {}
        for one in found:
            labels = sentence_list(Role(row.role).label for row in held.get(one.pk, []))
            agencies.setdefault(one.agency.name, []).append({"person": one, "roles": labels})
        return super().get_context_data(**kwargs) | {"agencies": agencies}


class _AboutPerson:
    """A page about one of the people the reader looks after. A user is nobody's record."""

    record: Any
    actor: Actor

    def visible_to(self, actor: Actor) -> Any:
        return queries.people(actor)

    def subjects_of(self, record: Any) -> Iterable[UUID | None]:
        return []

    def version_shown(self) -> int | None:
        return None

    def after(self, outcome: object) -> str:
        return reverse("desk:person", args=[self.record.pk])

    def may(self, actor: Actor, record: User) -> Verdict:
        return guards.may_change(actor, record)


class ShowPerson(_AboutPerson, ShowRecord):
    """One person: who they are, what they may do from when, and whether they can sign in."""

    template_name = "desk/administration_person.html"
    roles = guards.KEEPERS

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person, today = self.record, timezone.localdate()
        closure = queries.latest_closure(person)
        link = self.request.session.pop(LINK, None) or {}
        shown = link.get("link") if link.get("for") == str(person.pk) else None
        return super().get_context_data(**kwargs) | {
            "person": person,
            "held": [
                {"label": Role(row.role).label, "from_on": row.held_from, "until": row.held_until}
                for row in queries.roles_held([person.pk], on=today).get(person.pk, [])
            ],
            "waiting": queries.waiting_roles(person),
            "closure": None if person.is_active else closure,
            "closed_by": names_of([closure.closed_by]).get(closure.closed_by) if closure else "",
            "may_change": bool(guards.may_change(self.actor, person)),
            "link": self.request.build_absolute_uri(shown) if shown else "",
            "back_to": reverse("desk:people"),
        }


class AddPerson(StepUp, FormPage):
    """Give somebody an account, and a link with which they begin."""

    template_name = "ui/form_page.html"
    form_class = forms.Joiner
    roles = guards.KEEPERS
    extra_context = {"title": "Add a person", "submit": "Add this person"}

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        found = queries.agencies_looked_after(self.actor, on=timezone.localdate())
        form.fields["agency"].choices = [("", "Choose an agency")] + [
            (str(one.pk), one.name) for one in found
        ]
        return form

    def run(self, *, agency: str, roles: list[str], **answers: str) -> User:
        today = timezone.localdate()
        chosen = queries.agencies_looked_after(self.actor, on=today).get(pk=agency)
        user, token = commands.add_person(
            chosen, by=self.actor, roles=tuple(roles), at=timezone.now(), **answers
        )
        keep_link(self.request, user, token)
        return user

    def after(self, outcome: Any) -> str:
        return reverse("desk:person", args=[outcome.pk])


class _ChangePerson(_AboutPerson, StepUp, CommandPage):
    template_name = "ui/form_page.html"
    roles = guards.KEEPERS

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shown = {"caption": self.record.full_name, "back_to": self.after(None)}
        return super().get_context_data(**kwargs) | shown


class ChangeRoles(_ChangePerson):
    """Give a person other roles from a day."""

    form_class = forms.Mover
    extra_context = {"title": "Change roles", "submit": "Change roles"}
    done_message = "Roles changed. A role that two people give waits for the second."

    def version_shown(self) -> int:
        return queries.changes_of_roles(self.record)

    def get_initial(self) -> dict[str, Any]:
        today = timezone.localdate()
        return {"roles": sorted(roles_of(self.record, on=today)), "from_on": today}

    def run(self, *, roles: list[str], **answers: Any) -> object:
        return commands.change_roles(
            self.record, by=self.actor, since=self.seen(), roles=tuple(roles), at=timezone.now(),
            **answers,
        )  # fmt: skip


class CloseAccount(_ChangePerson):
    """Suspend a person, or record that they have left."""

    form_class = forms.Leaver
    extra_context = {
        "title": "Close this account",
        "submit": "Close the account now",
        "lead": "They are signed out at once, and what they could see of children ends. Work they"
        " had open stays with their agency: ask its managers to give it to somebody else.",
    }
    done_message = "Account closed"

    def run(self, **answers: Any) -> object:
        return commands.close_account(self.record, by=self.actor, at=timezone.now(), **answers)


class ReopenAccount(_ChangePerson):
    """End a suspension."""

    form_class = forms.Form
    extra_context = {
        "title": "Open this account again",
        "submit": "Open the account",
        "lead": "What they could see before does not come back: it follows from new work.",
    }
    done_message = "Account opened"

    def run(self) -> object:
        return commands.reopen_account(self.record, by=self.actor, at=timezone.now())


class RecogniseByAgency(_ChangePerson):
    """Let a person sign in through their agency."""

    form_class = forms.SignOn
    extra_context = {"title": "Sign in through their agency", "submit": "Save"}
    done_message = "They can now sign in through their agency"

    def version_shown(self) -> int:
        return int(self.record.epoch)

    def run(self, *, subject: str) -> object:
        return commands.recognise_by_agency(
            self.record, by=self.actor, since=self.seen(), subject=subject
        )


class NewLink(_ChangePerson):
    """Make a fresh link for somebody who has not begun, or has forgotten their password."""

    form_class = forms.Form
    extra_context = {
        "title": "Make a new link",
        "submit": "Make a new link",
        "lead": "With it they choose a new password. Links made earlier stop working.",
    }

    def run(self) -> object:
        token = commands.issue_activation(self.record, by=self.actor, at=timezone.now())
        keep_link(self.request, self.record, token)
        return token


def keep_link(request: Any, user: User, token: str) -> None:
    """Keep a new account's link for the next page to show, once."""
    request.session[LINK] = {"for": str(user.pk), "link": reverse("begin_account", args=[token])}


class Proposals(Page):
    """The roles that wait for a second person."""

    template_name = "desk/administration_proposals.html"
    roles = guards.ANSWERERS

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = list(queries.proposals(self.actor))
        names = names_of({one.proposed_by for one in found})
        rows = [{"proposal": one, "by": names.get(one.proposed_by, "")} for one in found]
        return super().get_context_data(**kwargs) | {"rows": rows}


class AnswerProposal(_AboutPerson, StepUp, CommandPage):
    """Agree to a role as the second person, or decline it."""

    template_name = "ui/form_page.html"
    form_class = forms.SecondAnswer
    roles = guards.ANSWERERS

    def visible_to(self, actor: Actor) -> Any:
        return queries.proposals(actor)

    def may(self, actor: Actor, record: RoleProposal) -> Verdict:
        return guards.may_answer(actor, record)

    def version_shown(self) -> int | None:
        return int(self.record.version)

    def after(self, outcome: object) -> str:
        return reverse("desk:proposals")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        label = self.record.get_role_display()
        return super().get_context_data(**kwargs) | {
            "title": f"Give the role: {label}",
            "caption": f"{self.record.user.full_name}, {self.record.user.agency.name}",
            "lead": self.record.reason,
            "submit": "Save",
            "back_to": self.after(None),
        }

    def run(self, *, agreed: str) -> object:
        return commands.answer_proposal(
            self.record, by=self.actor, agreed=agreed == "yes", at=timezone.now(), seen=self.seen()
        )
