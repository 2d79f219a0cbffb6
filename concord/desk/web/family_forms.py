"""The questions about somebody of a child's family, and whether it is safe to contact them."""

from typing import Any

from concord.desk.web.person_forms import birth_date
from concord.registers.links.rules import SafeToContact, contact_is_explained
from concord.registers.subjects.rules import Sex
from concord.ui.fields import (
    DateField,
    RadiosField,
    SelectField,
    TextField,
    YesNoField,
)
from concord.ui.forms import Form

_CONTACT = [answer for answer in SafeToContact.choices if answer[0]]


def contact_note(label: str) -> TextField:
    """Return the question in which the reason stands why somebody must not be contacted."""
    return TextField(
        label=label,
        help_text="For example, her partner answers her phone. Write to her at work.",
        max_length=300,
        required=False,
    )


def contact_explained(form: Form, answers: dict[str, Any]) -> dict[str, Any]:
    """Return the answers of a form, with a message beside the note where a no is unexplained."""
    safe, note = answers.get("safe_to_contact", ""), answers.get("contact_note", "")
    if not (verdict := contact_is_explained(safe, note)):
        form.add_error("contact_note", verdict.reason.removesuffix("."))
    return answers


class HowToContact(Form):
    """Whether somebody has parental responsibility, and whether it is safe to contact them."""

    parental_responsibility = YesNoField(
        label="Do they have parental responsibility?",
        error_messages={"required": "Select whether they have parental responsibility"},
    )
    safe_to_contact = RadiosField(
        label="Is it safe to contact them?",
        choices=_CONTACT,
        error_messages={"required": "Select whether it is safe to contact them"},
    )
    contact_note = contact_note("How to contact them, or why nobody must (optional if it is safe)")
    because = TextField(
        label="Who says so, or which record?",
        help_text="For example, the school, or the birth certificate",
        max_length=200,
        error_messages={"required": "Enter who says so, or the record"},
    )

    def clean(self) -> dict[str, Any]:
        return contact_explained(self, super().clean() or self.cleaned_data)


class NewRelative(HowToContact):
    """Somebody of a child's family, or who cares for it."""

    field_order = ("who", "descriptor", "also_known_as", "born", "sex", "kind")

    descriptor = TextField(
        label="What are they called?",
        help_text="Their full name. If nobody knows it, what they are known as.",
        max_length=200,
        error_messages={"required": "Enter what they are called"},
    )
    also_known_as = TextField(
        label="Another name they go by (optional)", max_length=200, required=False
    )
    born = birth_date()
    sex = SelectField(label="Sex", choices=Sex.choices, initial=Sex.UNKNOWN)
    kind = RadiosField(
        label="What are they to the child?",
        error_messages={"required": "Select what they are to the child"},
    )
    from_on = DateField(label="Since when? (optional)", required=False, past=True)
