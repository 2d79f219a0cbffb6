"""Emergency access: one record that is not one's own, for an hour, with somebody looking on."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.urls import reverse
from django.utils import timezone

from concord.kernel.identifiers import IdentifierType, check
from concord.registers.subjects.queries import emergency_subject
from concord.trust.access.commands import ask_in_vain, break_glass, review_glass
from concord.trust.access.guards import EMERGENCY_ROLES, may_review_glass
from concord.trust.access.models import BreakGlass
from concord.trust.access.queries import glass_broken, glass_told_to, may_see
from concord.trust.access.rules import Compartment, EmergencyReason, Finding
from concord.trust.accounts.queries import names_of
from concord.trust.actors import Actor
from concord.trust.audit import reading
from concord.trust.oversight.access import KEEPERS
from concord.trust.pages import CommandPage, FormPage, Page, ShowRecord
from concord.trust.step_up import StepUp
from concord.ui.fields import DateField, RadiosField, SelectField, TextAreaField, TextField
from concord.ui.forms import Form


class Emergency(Form):
    """What somebody knows of the child, and why it cannot wait."""

    number_type = SelectField(label="Which number do you have?", choices=IdentifierType.choices)
    number = TextField(
        label="The child’s number", width="20", error_messages={"required": "Enter the number"}
    )
    born_on = DateField(
        label="The child’s date of birth", called="The child’s date of birth", past=True
    )
    kind = RadiosField(
        label="Why do you need to see this record now?",
        choices=EmergencyReason.choices,
        error_messages={"required": "Select why you need to see this record now"},
    )
    reason = TextAreaField(
        label="What has happened, and what will you do?",
        help_text="Somebody else reads this within two working days",
        rows=4,
        error_messages={"required": "Enter what has happened and what you will do"},
    )


class AskForEmergency(StepUp, FormPage):
    """Open one child's record in an emergency."""

    roles = EMERGENCY_ROLES
    form_class = Emergency
    template_name = "desk/emergency.html"

    def run(
        self, *, number_type: str, number: str, born_on: date, kind: str, reason: str
    ) -> UUID | None:
        value = check(IdentifierType(number_type), number).value
        found = emergency_subject(number_type, value, born_on)
        if found is None:
            ask_in_vain(uuid4(), by=self.actor, kind=kind, reason=reason)
            return None
        break_glass(found, by=self.actor, kind=kind, reason=reason, at=timezone.now())
        return found

    def after(self, outcome: object) -> str:
        if outcome is None:
            return reverse("desk:emergency_in_vain")
        return reverse("desk:child", args=[outcome])


class InVain(Page):
    """What to do when nothing could be opened. The same words whatever the reason."""

    roles = EMERGENCY_ROLES
    template_name = "desk/emergency_in_vain.html"


class EmergencyReviews(Page):
    """Every emergency access, those to be reviewed first."""

    roles = KEEPERS
    template_name = "desk/emergency_reviews.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = list(glass_broken(self.actor)[:100])
        self.log_listed(row.subject_id for row in rows)
        waiting = sorted(
            (row for row in rows if row.reviewed_at is None), key=lambda row: row.review_due_on
        )
        return super().get_context_data(**kwargs) | {
            "waiting": shown(waiting),
            "reviewed": shown([row for row in rows if row.reviewed_at]),
        }


class ToldOfEmergency(ShowRecord):
    """One emergency access for those who were told: who and why, and nothing of the record.

    What was written of the child is for the review alone.
    """

    template_name = "desk/emergency_told.html"

    def visible_to(self, actor: Actor) -> Any:
        return glass_told_to(actor)

    def subjects_of(self, record: Any) -> list[UUID | None]:
        # Whoever answers for the colleague alone is not shown whose record it was.
        return [record.subject_id] if self._sees(record) else []

    def _sees(self, record: Any) -> bool:
        return may_see(self.actor, record.subject_id, compartment=Compartment.IDENTITY)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        glass, child = self.record, self.record.subject_id
        people = names_of([glass.user_id])
        return super().get_context_data(**kwargs) | {
            "glass": glass,
            "who": people.get(glass.user_id, "Somebody who has left"),
            "child_page": reverse("desk:child", args=[child]) if self._sees(glass) else "",
        }


class Review(Form):
    """What the review found."""

    outcome = RadiosField(
        label="What did you find?",
        choices=Finding.choices,
        error_messages={"required": "Select what you found"},
    )
    finding = TextAreaField(
        label="What does this rest on?",
        help_text="Whom you asked, and what they said",
        rows=4,
        error_messages={"required": "Enter what you found and from whom"},
    )


class ReviewEmergency(CommandPage):
    """Say whether one emergency access was needed."""

    form_class = Review
    template_name = "desk/emergency_review.html"
    done_message = "Review recorded"

    def visible_to(self, actor: Actor) -> Any:
        return glass_broken(actor) if actor.has_role(*KEEPERS) else BreakGlass.objects.none()

    def may(self, actor: Actor, record: Any) -> Any:
        return may_review_glass(actor, record)

    def version_shown(self) -> None:
        return None

    def run(self, *, outcome: str, finding: str) -> object:
        return review_glass(
            self.record, by=self.actor, outcome=outcome, finding=finding, at=timezone.now()
        )

    def after(self, outcome: object) -> str:
        return reverse("desk:emergency_reviews")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "row": shown([self.record])[0],
            "back_to": reverse("desk:emergency_reviews"),
        }


def shown(rows: list[BreakGlass]) -> list[dict[str, Any]]:
    """Return emergency accesses as a keeper reads them: names, but nothing from the record."""
    children = reading.names(row.subject_id for row in rows)
    people = names_of({row.user_id for row in rows} | {row.reviewed_by for row in rows})
    return [
        {
            "row": row,
            "child": children.get(row.subject_id, "A child"),
            "who": people.get(row.user_id, "Somebody who has left"),
            "reviewer": people.get(row.reviewed_by, ""),
            "address": reverse("desk:emergency_review", args=[row.pk]),
        }
        for row in rows
    ]
