"""What is asked about conflicts of interest."""

import re
from typing import Any

from concord.kernel.identifiers import IdentifierType, check
from concord.registers.subjects.things import e164
from concord.trust.interests.rules import Relation
from concord.ui.fields import DateField, RadiosField, SelectField, TextAreaField, TextField
from concord.ui.forms import Form

_POSTCODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}", re.IGNORECASE)
WHY = "Do not write more about them than we need to know."


class Declaring(Form):
    """Whose record somebody must not see, and why."""

    name = TextField(
        label="Full name of the person on the record",
        help_text="As an agency would write it",
        max_length=200,
        error_messages={"required": "Enter the full name of the person on the record"},
    )
    born_on = DateField(
        label="The person’s date of birth (optional)",
        called="The person’s date of birth",
        past=True,
        required=False,
    )
    number_type = SelectField(
        label="A number of the person, if you do not know their date of birth (optional)",
        choices=[("", "No number"), *IdentifierType.choices],
        required=False,
    )
    number = TextField(label="That number (optional)", width="20", required=False, max_length=40)
    relation = RadiosField(
        label="How are you connected?",
        choices=Relation.choices,
        error_messages={"required": "Select how you are connected"},
    )
    reason = TextAreaField(
        label="What is the connection?",
        help_text=WHY,
        rows=3,
        error_messages={"required": "Enter what the connection is"},
    )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        kind, number = given.get("number_type"), given.get("number")
        if bool(kind) != bool(number):
            self.add_error("number", "Give the number and select which number it is")
        elif not (number or given.get("born_on") or self.has_error("born_on")):
            self.add_error("born_on", "Enter the person’s date of birth, or a number of theirs")
        return given

    def whom(self) -> dict[str, Any]:
        """Return whom the declaration means, as the register's keys ask for it."""
        given = self.cleaned_data
        kind, number = given.get("number_type"), given.get("number")
        value = check(IdentifierType(kind), number).value if kind and number else ""
        return {"name": given["name"], "born_on": given.get("born_on"), "number": (kind, value)}


class DeclaringAbout(Declaring):
    """The same about a colleague."""

    colleague = SelectField(
        label="Which colleague?",
        choices=[],
        error_messages={"required": "Select the colleague"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["colleague"])
        self.fields["relation"].label = "How are they connected?"
        self.fields["relation"].error_messages["required"] = "Select how they are connected"


class Details(Form):
    """What somebody is known by. Kept as keyed hashes: what was typed is never shown again."""

    postcode = TextField(
        label="Your home postcode (optional)", required=False, max_length=10, width="10"
    )
    phone = TextField(
        label="Your own telephone number (optional)", required=False, max_length=30, width="20"
    )
    born_on = DateField(
        label="Your date of birth (optional)",
        called="Your date of birth",
        past=True,
        required=False,
    )
    nhs_number = TextField(
        label="Your NHS number (optional)", required=False, max_length=20, width="20"
    )
    forget = RadiosField(
        label="What about details that you gave before and leave empty now?",
        choices=[("keep", "Keep them"), ("forget", "Take them back")],
        initial="keep",
        error_messages={"required": "Select what to do with details you gave before"},
    )

    def clean_nhs_number(self) -> str:
        number: str = self.cleaned_data["nhs_number"]
        if number and not check(IdentifierType.NHS, number).passes:
            self.add_error("nhs_number", "Enter the 10 digits of your NHS number")
        return number

    def clean_phone(self) -> str:
        phone: str = self.cleaned_data["phone"]
        if phone and not e164(phone):
            self.add_error("phone", "Enter a telephone number, like 01632 960 001")
        return phone

    def clean_postcode(self) -> str:
        postcode: str = self.cleaned_data["postcode"]
        if postcode and not _POSTCODE.fullmatch(postcode.strip()):
            self.add_error("postcode", "Enter a whole postcode, like BD1 1AA")
        return postcode


class Lifting(Form):
    """Why there is no conflict of interest any more."""

    because = TextAreaField(
        label="Why is there no conflict of interest any more?",
        help_text="Say whom you asked",
        rows=3,
        error_messages={"required": "Enter why there is no conflict of interest any more"},
    )


class Answering(Form):
    """What was found out about something in common."""

    answer = RadiosField(
        label="Is there a conflict of interest?",
        choices=[
            ("blocked", "Yes: close the record to them now"),
            ("dismissed", "No: leave everything as it is"),
        ],
        error_messages={"required": "Select whether there is a conflict of interest"},
    )
    reason = TextAreaField(
        label="How do you know?",
        help_text="Whom you asked and what they said. Do not write about the child.",
        rows=3,
        error_messages={"required": "Enter how you know"},
    )
