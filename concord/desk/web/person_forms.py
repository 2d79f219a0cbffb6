"""The questions about who a person is."""

from typing import Any

from django.utils import timezone

from concord.kernel.identifiers import IdentifierType
from concord.registers.subjects.rules import (
    AddressKind,
    Interpreter,
    NameKind,
    Sex,
    WhoSaid,
    born_or_expected,
    death_is_possible,
    unsourced,
)
from concord.ui.fields import (
    CheckboxesField,
    DateField,
    PartialDateField,
    RadiosField,
    SelectField,
    TextAreaField,
    TextField,
    YesNoField,
)
from concord.ui.forms import Form

_WHO = [("", "Select"), *WhoSaid.choices]


def _source(about: str) -> TextField:
    return TextField(
        label="Who says so, or which record?",
        help_text=f"For example, {about}",
        max_length=120,
        error_messages={"required": "Enter who says so, or the record"},
    )


def birth_date() -> PartialDateField:
    """Return the question when somebody was born, as far as it is known."""
    return PartialDateField(
        label="Date of birth (optional)",
        help_text="The year alone will do",
        past=True,
        required=False,
    )


def _who_says(what: str) -> SelectField:
    return SelectField(label=f"Who says what {what}?", choices=_WHO, required=False)


class NewName(Form):
    """A name that somebody goes by or went by."""

    kind = RadiosField(
        label="What kind of name is it?",
        choices=NameKind.choices,
        hints={NameKind.KNOWN_AS: "Every page shows them by it from now on"},
        error_messages={"required": "Select what kind of name it is"},
    )
    full = TextField(label="Name", max_length=200, error_messages={"required": "Enter the name"})
    source = _source("their birth certificate, or the school")


class NewNumber(Form):
    """A number by which an agency knows somebody."""

    type = SelectField(
        label="Which number is it?",
        choices=[("", "Select"), *IdentifierType.choices],
        error_messages={"required": "Select which number it is"},
    )
    value = TextField(
        label="Number", max_length=40, width="20", error_messages={"required": "Enter the number"}
    )
    verified = YesNoField(
        label="Has a source of truth confirmed that it is theirs?",
        help_text="A trace or a statutory return, not the check digit",
        error_messages={"required": "Select whether a source of truth has confirmed it"},
    )
    source = _source("the school, or a letter from the hospital")
    valid_from = DateField(label="Since when? (optional)", required=False)
    valid_to = DateField(label="Until when, if it is a former one? (optional)", required=False)


class NewAddress(Form):
    """Where somebody lives or stays."""

    kind = RadiosField(
        label="What kind of address is it?",
        choices=AddressKind.choices,
        error_messages={"required": "Select what kind of address it is"},
    )
    lines = TextField(label="Address", max_length=300, required=False)
    postcode = TextField(label="Postcode", max_length=8, required=False, width="10")
    from_on = DateField(
        label="From when?", error_messages={"required": "Enter the day they moved there"}
    )
    to_on = DateField(label="Until when, if they have left? (optional)", required=False)
    ends_former = YesNoField(
        label="Does the former address of this kind end then?",
        error_messages={"required": "Select whether the former address ends"},
    )


class CorrectLife(Form):
    """When somebody was born or died, and their sex."""

    born = birth_date()
    estimated = YesNoField(
        label="Is the date of birth an estimate?",
        error_messages={"required": "Select whether the date of birth is an estimate"},
    )
    expected_on = DateField(
        label="When is the child expected, if not yet born? (optional)", required=False
    )
    died_on = DateField(label="When did they die, if they have? (optional)", required=False)
    sex = RadiosField(
        label="Sex", choices=Sex.choices, error_messages={"required": "Select their sex"}
    )
    life_source = _source("their birth certificate, or the mother on the telephone")

    def clean(self) -> dict[str, Any]:
        answers: dict[str, Any] = super().clean() or self.cleaned_data
        born_on = answers["born"].on if answers.get("born") else None
        died_on = answers.get("died_on")
        for box, verdict in (
            ("expected_on", born_or_expected(born_on, answers.get("expected_on"))),
            ("died_on", death_is_possible(born_on, died_on, today=timezone.localdate())),
        ):
            if not verdict:
                self.add_error(box, verdict.reason.removesuffix("."))
        return answers


class TakeBack(Form):
    """Why something said of a person is wrong."""

    because = TextAreaField(
        label="What is wrong with it, and how do you know?",
        help_text="For example, it is her sister’s: the school says so",
        rows=3,
        max_length=500,
        error_messages={"required": "Enter what is wrong with it"},
    )


class Describe(Form):
    """Ethnicity, language and needs."""

    ethnicity = SelectField(label="Ethnicity", required=False)
    ethnicity_source = _who_says("their ethnicity is")
    first_language = SelectField(label="First language", required=False)
    interpreter = SelectField(
        label="Do they need an interpreter?", choices=Interpreter.choices, required=False
    )
    language_source = _who_says("their language is")
    disabilities = CheckboxesField(label="Disability", required=False)
    disability_source = _who_says("disability they have")
    sen_provision = SelectField(label="Special educational needs", required=False)
    sen_source = _who_says("their needs are")

    def clean(self) -> dict[str, Any]:
        answers: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors:
            for source in unsourced(answers):
                self.add_error(source, "Select who says so")
        return answers
