"""Where a person lives: masked where it must not be known, shown to whoever says why they ask."""

from collections import defaultdict
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from concord.desk.web import presenters
from concord.registers.subjects import access
from concord.registers.subjects import queries as subjects
from concord.registers.subjects.commands import lift_protection, protect_address
from concord.registers.subjects.rules import WhyProtected
from concord.trust.accounts.queries import names_of
from concord.trust.actors import Actor
from concord.trust.commands import Refused
from concord.trust.pages import CommandPage, ShowRecord
from concord.ui.fields import RadiosField, TextAreaField
from concord.ui.forms import Form


class Addresses(ShowRecord):
    """Every address of a person, then and now, and what became of its protection."""

    template_name = "desk/addresses.html"

    def visible_to(self, actor: Actor) -> Any:
        return subjects.people_in_detail(actor)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        child = self.record
        protections = list(access.protections_visible_to(self.actor).filter(subject_id=child.pk))
        people = {key for row in protections for key in (row.set_by, row.lifted_by)}
        history: dict[UUID, list[Any]] = defaultdict(list)
        for row in protections:
            history[row.address_id].append(row)
        return super().get_context_data(**kwargs) | {
            "child": child,
            "addresses": [
                self._shown(address, history[address.pk]) for address in child.addresses.all()
            ],
            "names": names_of(people),
            "back_to": reverse("desk:child", args=[child.pk]),
            "back_text": child.descriptor,
        }

    def _shown(self, address: Any, history: list[Any]) -> dict[str, Any]:
        ways = [
            ("show_address", "Show this address", access.may_unmask),
            ("protect_address", "Protect this address", access.may_protect),
            ("lift_protection", "Lift the protection of this address", access.may_lift_protection),
            ("take_back_address", "Take back this address", access.may_take_back),
        ]
        return {
            "row": address,
            "value": presenters.address_text(
                address, may_unmask=bool(access.may_unmask(self.actor, address))
            ),
            "history": history,
            "ways": [
                (reverse(f"desk:{name}", args=[address.pk]), words)
                for name, words, may in ways
                if may(self.actor, address)
            ],
        }


class _AboutAddress(CommandPage):
    template_name = "ui/form_page.html"

    def visible_to(self, actor: Actor) -> Any:
        return access.addresses_visible_to(actor).select_related("subject")

    def after(self, outcome: object) -> str:
        return reverse("desk:addresses", args=[self.record.subject_id])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        caption = f"{self.record.subject.descriptor}: {self.record.get_kind_display().lower()}"
        context = super().get_context_data(**kwargs)
        return context | {"caption": caption, "back_to": self.after(None)}


class Reason(Form):
    """Why somebody needs a protected address."""

    reason = TextAreaField(
        label="Why do you need this address?",
        help_text="This is kept in the log for the information-governance lead. Say what you need"
        " the address for. Do not write the address down here.",
        rows=3,
        error_messages={"required": "Enter why you need this address"},
    )


class ShowAddress(_AboutAddress):
    """Show a protected address once, in the answer to a reason. Nothing keeps that answer."""

    form_class = Reason
    extra_context = {"title": "Show a protected address", "submit": "Show the address"}

    def may(self, actor: Actor, record: Any) -> Any:
        return access.may_unmask(actor, record)

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            lines = subjects.unmasked(self.actor, self.record, reason=form.cleaned_data["reason"])
        except Refused as refusal:
            form.add_error("reason", str(refusal))
            return self.form_invalid(form)
        self.forget_draft()
        self.template_name = "desk/address_shown.html"
        response = self.render_to_response(self.get_context_data(form=form, lines=lines))
        response.shows_address = True  # type: ignore[attr-defined]
        response.headers["Cache-Control"] = "no-store"
        return response


class Protecting(Form):
    """Why nobody may learn an address who does not need it."""

    why = RadiosField(
        label="Why must this address be protected?",
        choices=WhyProtected.choices,
        error_messages={"required": "Select why this address must be protected"},
    )
    note = TextAreaField(
        label="What should colleagues know about it? (optional)",
        help_text="For example, who must not learn it. Do not write the address down here.",
        required=False,
        rows=3,
    )


class ProtectAddress(_AboutAddress):
    """Mark an address as protected."""

    form_class = Protecting
    done_message = "The address is protected"
    extra_context = {
        "title": "Protect an address",
        "lead": "It is masked on every page from now on, also where somebody wrote it in a text."
        " It is taken out of all that is exported, and nobody finds this person by it.",
        "submit": "Protect this address",
    }

    def may(self, actor: Actor, record: Any) -> Any:
        return access.may_protect(actor, record)

    def run(self, *, why: str, note: str) -> object:
        return protect_address(
            self.record, by=self.actor, seen=self.seen(), why=why, note=note, at=timezone.now()
        )


class Lifting(Form):
    """Why an address needs no protection any more."""

    because = TextAreaField(
        label="Why does this address no longer need protection?",
        help_text="Say who agreed to it",
        rows=3,
        error_messages={"required": "Enter why this address no longer needs protection"},
    )


class LiftProtection(_AboutAddress):
    """Show an address again to everybody who may see the person."""

    form_class = Lifting
    done_message = "The address is no longer protected"
    extra_context = {
        "title": "Lift the protection of an address",
        "lead": "Everybody who may see this person can then read the address, in exports too.",
        "submit": "Lift the protection",
    }

    def may(self, actor: Actor, record: Any) -> Any:
        return access.may_lift_protection(actor, record)

    def run(self, *, because: str) -> object:
        return lift_protection(
            self.record, by=self.actor, seen=self.seen(), because=because, at=timezone.now()
        )
