"""The role matrix as of a day, how two people change it, and what they changed before."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from concord.kernel.verdicts import Verdict
from concord.trust.access import commands, guards, limits
from concord.trust.access.limits import NOTHING, PARTS
from concord.trust.access.matrix import ceilings_decided, ceilings_waiting, role_matrix
from concord.trust.access.models import CeilingProposal
from concord.trust.access.rules import Ability
from concord.trust.accounts.models import Role
from concord.trust.accounts.queries import names_of
from concord.trust.actors import Actor
from concord.trust.pages import CommandPage, FormPage, Page
from concord.trust.step_up import StepUp
from concord.ui.date_fields import DateField
from concord.ui.fields import RadiosField, SelectField, TextAreaField, TextField
from concord.ui.forms import Form

MOST = 100
GONE = "Somebody who has left"
# What a form can send for nothing at all.
NONE = "none"


class AsOf(Form):
    """Of which day the matrix is shown."""

    on = DateField(label="As it is on", called="The day", required=False)


class RoleMatrix(Page):
    """What each role opens on a day, what waits for a second person, and what was decided."""

    template_name = "desk/role_matrix.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = AsOf(self.request.GET)
        asked = form.cleaned_data.get("on") if form.is_valid() else None
        on = asked or timezone.localdate()
        may_change = self.actor.has_role(*guards.MATRIX_ROLES)
        waiting = list(ceilings_waiting(self.actor)[:MOST])
        decided = list(ceilings_decided()[:MOST])
        names = names_of(
            {key for one in (*waiting, *decided) for key in (one.proposed_by, one.answered_by)}
        )
        return super().get_context_data(**kwargs) | {
            "form": form,
            "on": on,
            "active": int(bool(asked)),
            "parts": list(PARTS.values()),
            "rows": _rows(on, may_change=may_change),
            "may_change": may_change,
            "waiting": [_described(one, names) for one in waiting],
            "decided": [_described(one, names) for one in decided],
        }


def _rows(on: date, *, may_change: bool) -> list[list[Any]]:
    """Return a row for each role: its name, leading to a change of it, and what it opens."""
    matrix = role_matrix(on)
    propose = reverse("desk:propose_ceiling")
    rows: list[list[Any]] = []
    for role in Role:
        href = f"{propose}?{urlencode({'role': role.value})}"
        opened = matrix.get(role.value, {})
        cells = [in_words(*opened.get(part, (NOTHING, ""))) for part in PARTS]
        rows.append([{"text": role.label, "href": href} if may_change else role.label, *cells])
    return rows


def in_words(ability: str, scope: str) -> str:
    """Return an ability in words, with how far it goes."""
    words = Ability(ability).label if ability else "Nothing"
    return f"{words} ({scope})" if scope else words


def _described(change: CeilingProposal, names: dict[Any, str]) -> dict[str, Any]:
    return {
        "change": change,
        "role": role_label(change.role),
        "part": PARTS.get(change.compartment, change.compartment),
        "was": in_words(change.was_ability, change.was_scope),
        "becomes": in_words(change.ability, change.scope),
        "proposed_by": names.get(change.proposed_by, GONE),
        "answered_by": names.get(change.answered_by, GONE),
    }


def role_label(role: str) -> str:
    """Return a role in words; a code that no role has any longer stands for itself."""
    return str(dict(Role.choices).get(role, role))


class Change(Form):
    """A row of the matrix, from when and why."""

    role = SelectField(
        label="Role",
        choices=[("", "Choose a role"), *Role.choices],
        error_messages={"required": "Select the role"},
    )
    part = SelectField(
        label="Part",
        choices=[("", "Choose a part"), *PARTS.items()],
        error_messages={"required": "Select the part"},
    )
    ability = RadiosField(
        label="What may the role open of it at most?",
        choices=[(NONE, "Nothing"), *Ability.choices],
        hints={
            Ability.PUBLIC: "For figures only",
            Ability.SUMMARY: "What others choose to say of it. Opens no record",
        },
        error_messages={"required": "Select what the role may open"},
    )
    scope = TextField(
        label="How far it goes within the part",
        required=False,
        max_length=60,
        help_text="In the words of the sharing agreement, for example “their own children”. Told to"
        " people; it opens and closes nothing by itself.",
    )
    from_on = DateField(label="From which day?", called="The day", future=True)
    reason = TextAreaField(
        label="Why", rows=3, max_length=1000, error_messages={"required": "Enter the reason"}
    )

    def clean_ability(self) -> str:
        """Return what the role may open, if any decision can give it that."""
        stated = str(self.cleaned_data["ability"])
        ability = NOTHING if stated == NONE else stated
        given = self.cleaned_data
        if "role" in given and "part" in given:
            verdict = limits.may_open(given["role"], given["part"], ability)
            if not verdict:
                self.add_error("ability", verdict.reason)
        return ability


class ProposeCeiling(StepUp, FormPage):
    """Propose that a role opens more or less of a part."""

    template_name = "ui/form_page.html"
    form_class = Change
    roles = guards.MATRIX_ROLES
    done_message = "Proposed. It holds from its day once a second person agrees."
    extra_context = {
        "title": "Change what a role opens",
        "submit": "Ask for a second person",
        "lead": "This changes what everybody with the role can open at most. A second person must"
        " agree first.",
    }

    def get_initial(self) -> dict[str, Any]:
        return {"role": self.request.GET.get("role", ""), "from_on": timezone.localdate()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"back_to": reverse("desk:role_matrix")}

    def run(self, *, role: str, **answers: Any) -> object:
        return commands.propose_ceiling(role, by=self.actor, at=timezone.now(), **answers)

    def after(self, outcome: object) -> str:
        return reverse("desk:role_matrix")


class Answered(Form):
    """What the second person says."""

    agreed = RadiosField(
        label="Do you agree?",
        choices=[("yes", "Yes, change it from that day"), ("no", "No, leave it as it is")],
        reveals={"no": "because"},
        error_messages={"required": "Select whether you agree"},
    )
    because = TextAreaField(
        label="Why not", rows=3, max_length=1000, error_messages={"required": "Enter the reason"}
    )


class AnswerCeiling(StepUp, CommandPage):
    """Agree to a change of the matrix as the second person, or decline it."""

    template_name = "desk/ceiling_answer.html"
    form_class = Answered
    roles = guards.MATRIX_ROLES
    done_message = "Your answer is recorded"

    def visible_to(self, actor: Actor) -> Any:
        return ceilings_waiting(actor)

    def subjects_of(self, record: Any) -> list[None]:
        return []

    def may(self, actor: Actor, record: CeilingProposal) -> Verdict:
        return guards.may_answer_ceiling(actor, record)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        names = names_of({self.record.proposed_by})
        described = _described(self.record, names)
        shown = {"title": "Change what a role opens?", "submit": "Record my answer"}
        return (
            super().get_context_data(**kwargs) | described | shown | {"back_to": self.after(None)}
        )

    def run(self, *, agreed: str, because: str) -> object:
        return commands.answer_ceiling(
            self.record, by=self.actor, agreed=agreed == "yes", because=because,
            at=timezone.now(), seen=self.seen(),
        )  # fmt: skip

    def after(self, outcome: object) -> str:
        return reverse("desk:role_matrix")
