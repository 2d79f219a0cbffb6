"""Who sees a child's record: restrict it, seal it with a second person, hold it, lift it again."""

from typing import Any, ClassVar
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from concord.kernel.verdicts import Verdict
from concord.registers.subjects import access as subject_access
from concord.registers.subjects.queries import people
from concord.trust.access import commands, guards
from concord.trust.access.queries import people_who_may_be_named, seal_proposals
from concord.trust.accounts.queries import names_of
from concord.trust.actors import Actor
from concord.trust.audit import reading
from concord.trust.oversight.access import KEEPERS
from concord.trust.pages import CommandPage
from concord.trust.step_up import StepUp
from concord.ui.fields import CheckboxesField, RadiosField, TextAreaField, TextField
from concord.ui.forms import Form


class Why(Form):
    """A reason in words."""

    reason = TextAreaField(
        label="Why?",
        help_text="Whoever reviews this later was not there",
        rows=4,
        error_messages={"required": "Enter why"},
    )


class NamedPeople(Why):
    """Who may still see the record, and why nobody else."""

    open_to = CheckboxesField(
        label="Who may still see this record?",
        error_messages={"required": "Select who may still see this record"},
    )
    field_order = ("open_to", "reason")


class Hold(Why):
    """Why a record is held."""

    reference = TextField(
        label="Reference of the inquiry or court (optional)", max_length=120, required=False
    )
    field_order = ("reference", "reason")


class _AboutChild(StepUp, CommandPage):
    template_name = "ui/form_page.html"
    form_class: Any = Why
    title: ClassVar[str]
    lead: ClassVar[str]
    submit: ClassVar[str]

    def visible_to(self, actor: Actor) -> Any:
        return subject_access.visible_to(actor)

    def may(self, actor: Actor, record: Any) -> Verdict:
        return guards.may_restrict(actor, record.pk)

    def version_shown(self) -> None:
        return None

    def after(self, outcome: object) -> str:
        # Whoever restricts a record to others no longer sees it.
        still = self.visible_to(self.actor).filter(pk=self.record.pk).exists()
        return (
            reverse("desk:child_access", args=[self.record.pk]) if still else reverse("desk:home")
        )

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        if "open_to" in form.fields:
            form.fields["open_to"].choices = people_who_may_be_named(self.record.pk)
        return form

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "title": self.title,
            "lead": self.lead,
            "submit": self.submit,
            "caption": self.record.descriptor,
            "back_to": reverse("desk:child_access", args=[self.record.pk]),
        }


class Restrict(_AboutChild):
    """Close a record to all but named people."""

    form_class = NamedPeople
    title = "Restrict this record"
    lead = "Only the people you name see it from now on. Others may learn that there is a record."
    submit = "Restrict the record"
    done_message = "The record is restricted"

    def run(self, *, open_to: list[str], reason: str) -> object:
        people = [UUID(key) for key in open_to]
        return commands.restrict(
            self.record.pk, by=self.actor, open_to=people, reason=reason, at=timezone.now()
        )


class LiftRestriction(_AboutChild):
    """Open a restricted record again."""

    title = "Lift the restriction"
    lead = "Everybody who was given sight of this record sees it again, as far as it has not ended."
    submit = "Lift the restriction"
    done_message = "The restriction is lifted"

    def run(self, *, reason: str) -> object:
        return commands.lift_restriction(
            self.record.pk, by=self.actor, because=reason, at=timezone.now()
        )


class ProposeSeal(_AboutChild):
    """Ask a second person to seal a record."""

    form_class = NamedPeople
    title = "Seal this record"
    lead = (
        "For everybody but the people you name, this record will not exist: not in lists, searches,"
        " figures’ lists or the log. A second person must agree first. Name at least two people."
    )
    submit = "Ask for a second person"
    done_message = "Proposed. The record is sealed when a second person agrees."

    def run(self, *, open_to: list[str], reason: str) -> object:
        people = [UUID(key) for key in open_to]
        return commands.propose_seal(
            self.record.pk, by=self.actor, open_to=people, reason=reason, at=timezone.now()
        )


class ProposeUnsealing(_AboutChild):
    """Ask a second person to unseal a record."""

    title = "Unseal this record"
    lead = "Everybody who was given sight of it sees it again, once a second person agrees."
    submit = "Ask for a second person"
    done_message = "Proposed. The record is unsealed when a second person agrees."

    def may(self, actor: Actor, record: Any) -> Verdict:
        return guards.may_propose_unsealing(actor, record.pk)

    def run(self, *, reason: str) -> object:
        return commands.propose_unsealing(
            self.record.pk, by=self.actor, reason=reason, at=timezone.now()
        )


class PlaceHold(_AboutChild):
    """Put a record under legal hold."""

    form_class = Hold
    title = "Place a legal hold"
    lead = "Nothing of this record is destroyed or merged while the hold stands. Who sees it stays."
    submit = "Place the hold"
    done_message = "The record is under a legal hold"

    def may(self, actor: Actor, record: Any) -> Verdict:
        return guards.may_place_hold(actor, record.pk)

    def run(self, *, reference: str, reason: str) -> object:
        return commands.place_hold(
            self.record.pk, by=self.actor, reason=reason, reference=reference, at=timezone.now()
        )


class LiftHold(_AboutChild):
    """End a legal hold."""

    title = "Lift the legal hold"
    lead = "The rules about how long records are kept apply to this record again."
    submit = "Lift the hold"
    done_message = "The hold is lifted"

    def may(self, actor: Actor, record: Any) -> Verdict:
        return guards.may_lift_hold(actor, record.pk)

    def run(self, *, reason: str) -> object:
        return commands.lift_hold(self.record.pk, by=self.actor, because=reason, at=timezone.now())


class ShouldNotSee(_AboutChild):
    """Say that one sees a record and should not."""

    title = "I should not see this record"
    lead = "The information-governance lead is told, and gets in touch with you."
    submit = "Tell them"
    done_message = "The information-governance lead has been told"

    def may(self, actor: Actor, record: Any) -> Verdict:
        return guards.may_question_sight(actor, record.pk)

    def run(self, *, reason: str) -> object:
        return commands.question_own_sight(self.record.pk, by=self.actor, words=reason)


class SecondPerson(Form):
    """What the second person answers."""

    answer = RadiosField(
        label="Do you agree?",
        choices=[("agree", "Yes, do it now"), ("decline", "No")],
        error_messages={"required": "Select whether you agree"},
    )


class AnswerSeal(StepUp, CommandPage):
    """Agree to seal or unseal a record, or decline."""

    form_class = SecondPerson
    template_name = "desk/sight_answer.html"
    keeps_drafts = False  # One choice, and nothing to type.
    done_message = "Your answer is recorded"

    def visible_to(self, actor: Actor) -> Any:
        return seal_proposals(actor)

    def may(self, actor: Actor, record: Any) -> Verdict:
        return guards.may_answer_seal(actor, record)

    def version_shown(self) -> None:
        return None

    def run(self, *, answer: str) -> object:
        agreed = answer == "agree"
        return commands.answer_seal(self.record, by=self.actor, agreed=agreed, at=timezone.now())

    def after(self, outcome: object) -> str:
        return reverse("desk:home")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        proposal = self.record
        names = names_of({proposal.proposed_by, *proposal.open_to})
        return super().get_context_data(**kwargs) | {
            "proposal": proposal,
            "child": self._name(proposal.subject_id),
            "proposer": names.get(proposal.proposed_by, "Somebody who has left"),
            "open_to": sorted(names[key] for key in proposal.open_to if key in names),
            "back_to": reverse("desk:home"),
        }

    def _name(self, subject_id: UUID) -> str:
        """Name the child to whoever sees it, and to the keepers of the audit, who do not."""
        if child := people(self.actor, [subject_id]).get(subject_id):
            return child.descriptor
        named = reading.names([subject_id]) if self.actor.has_role(*KEEPERS) else {}
        return named.get(subject_id, "A child")
