"""What is asked when people join, change what they may do, leave, and when access is reviewed.

Each form names its fields: nothing else that a browser sends reaches an account.
"""

from django import forms
from django.contrib.auth.password_validation import validate_password

from concord.trust.accounts.models import Role
from concord.trust.people.models import ClosureKind, ReviewDecision
from concord.ui.date_fields import DateField
from concord.ui.fields import CheckboxesField, RadiosField, SelectField, TextAreaField, TextField
from concord.ui.forms import Form

NAME_AT_MOST = 200


def _reason(label: str = "Why") -> TextAreaField:
    return TextAreaField(
        label=label, rows=3, max_length=1000, error_messages={"required": "Enter the reason"}
    )


def _roles() -> CheckboxesField:
    return CheckboxesField(
        label="Roles",
        choices=Role.choices,
        hints={
            Role.ADMINISTRATOR: "A second person must agree",
            Role.INFORMATION_GOVERNANCE: "A second person must agree",
        },
        error_messages={"required": "Select at least one role"},
    )


class Joiner(Form):
    """Somebody who begins. The agencies are filled in by the page."""

    agency = SelectField(
        label="Agency", choices=[], error_messages={"required": "Select the agency"}
    )
    full_name = TextField(label="Full name", max_length=NAME_AT_MOST)
    job_title = TextField(label="Job title", max_length=120)
    username = TextField(
        label="User name",
        max_length=150,
        help_text="What they type to sign in. Letters, digits, full stops and hyphens.",
        width="20",
    )
    roles = _roles()
    reason = _reason("Why do they need Concord?")

    def clean_username(self) -> str:
        """Return the user name, if it is made of what people can type anywhere."""
        stated = str(self.cleaned_data["username"])
        if not all(one.isalnum() or one in ".-" for one in stated):
            raise forms.ValidationError("Use only letters, digits, full stops and hyphens")
        return stated


class Mover(Form):
    """Other roles from a day."""

    roles = _roles()
    from_on = DateField(label="From which day?", called="The day", future=True)
    reason = _reason("Why do their roles change?")


class Leaver(Form):
    """That somebody goes, for now or for good."""

    kind = RadiosField(
        label="What has happened?",
        choices=ClosureKind.choices,
        hints={
            ClosureKind.SUSPENDED: "Their account can be opened again",
            ClosureKind.LEFT: "Also when they move to another agency: then add them there",
        },
        error_messages={"required": "Select what has happened"},
    )
    reason = _reason()


class SignOn(Form):
    """How the person's agency names them when they sign in there."""

    subject = TextField(
        label="Identifier at their agency",
        max_length=191,
        help_text="What the agency’s identity provider calls the subject. Not an e-mail address.",
    )


class SecondAnswer(Form):
    """What the second person says."""

    agreed = RadiosField(
        label="Do you agree?",
        choices=[("yes", "Yes, give the role"), ("no", "No, decline it")],
        error_messages={"required": "Select whether you agree"},
    )


class LineDecision(Form):
    """What the review decides about one person."""

    decision = RadiosField(
        label="What should happen?",
        choices=ReviewDecision.choices,
        hints={
            ReviewDecision.CHANGE: "Then change the roles on the person’s own page",
            ReviewDecision.REMOVE: "Takes effect at once",
        },
        error_messages={"required": "Select what should happen"},
    )
    reason = TextAreaField(
        label="Why", required=False, rows=3, max_length=1000,
        help_text="Needed unless everything stays as it is.",
    )  # fmt: skip


class Activate(Form):
    """A password, chosen by whoever holds the link."""

    password = TextField(label="Choose a password", help_text="At least 12 characters.")
    again = TextField(label="Enter it again")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        for name in ("password", "again"):
            self.fields[name].strip = False
            self.fields[name].widget = forms.PasswordInput(attrs={"autocomplete": "new-password"})

    def clean_password(self) -> str:
        """Return the password, if it is long and not among the common ones."""
        validate_password(self.cleaned_data["password"])
        return str(self.cleaned_data["password"])

    def clean_again(self) -> str:
        """Insist that it was typed twice alike."""
        if self.cleaned_data["again"] != self.cleaned_data.get("password"):
            raise forms.ValidationError("Enter the same password twice")
        return str(self.cleaned_data["again"])
