"""One short form for each kind of entry that is not a child who was referred."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import DecimalField, IntegerField

from concord.registers.subjects import things
from concord.registers.subjects.commands import PersonDetails
from concord.registers.subjects.rules import OLDEST_AGE, Sex, SubjectKind
from concord.ui.fields import DateField, SelectField, TextAreaField, TextField
from concord.ui.forms import Form

_WHOLE = IntegerField(min_value=0, max_value=OLDEST_AGE)
_DEGREES = DecimalField(max_digits=9, decimal_places=6)


class _Place(Form):
    name = TextField(
        label="What is the place called?",
        max_length=200,
        error_messages={"required": "Enter what the place is called"},
    )
    type = SelectField(
        label="What kind of place is it?",
        choices=[("", "Select"), *things.PlaceType.choices],
        error_messages={"required": "Select what kind of place it is"},
    )
    lines = TextField(label="Address (optional)", max_length=300, required=False)
    postcode = TextField(label="Postcode (optional)", max_length=8, required=False, width="10")
    uprn = TextField(
        label="UPRN (optional)",
        help_text="The number of the property, 1 to 12 digits",
        max_length=12,
        required=False,
        width="20",
    )
    latitude = TextField(
        label="Latitude (optional)",
        help_text="In degrees, for example 53.794",
        required=False,
        width="10",
    )
    longitude = TextField(
        label="Longitude (optional)",
        help_text="In degrees, for example -1.752",
        required=False,
        width="10",
    )

    def clean_latitude(self) -> Any:
        return _number(_DEGREES, self.cleaned_data["latitude"], "Enter a latitude like 53.794")

    def clean_longitude(self) -> Any:
        return _number(_DEGREES, self.cleaned_data["longitude"], "Enter a longitude like -1.752")


class _Group(Form):
    label = TextField(
        label="What is the group called?",
        help_text="A neutral name, such as where they meet. Names of children stand on links.",
        max_length=200,
        error_messages={"required": "Enter what the group is called"},
    )
    about = TextAreaField(label="What is known of it? (optional)", required=False, rows=3)


class _Vehicle(Form):
    registration = TextField(
        label="Registration", help_text="If it is known", max_length=20, required=False, width="10"
    )
    make = TextField(label="Make and model (optional)", max_length=60, required=False)
    colour = TextField(label="Colour (optional)", max_length=40, required=False, width="20")


class _Phone(Form):
    number = TextField(
        label="Telephone number",
        help_text="As it was given. Start with + and the country if it is not British.",
        max_length=40,
        width="20",
        kind="tel",
        error_messages={"required": "Enter a telephone number"},
    )


class _Account(Form):
    platform = TextField(label="Platform", help_text="For example, Snapchat", max_length=60)
    handle = TextField(
        label="Name on the platform",
        max_length=120,
        error_messages={"required": "Enter the name on the platform"},
    )


class _Space(Form):
    platform = TextField(label="Platform", help_text="For example, Discord", max_length=60)
    name = TextField(label="Name of the chat, server or game", max_length=120)


class _Organisation(Form):
    name = TextField(label="Name of the organisation", max_length=200)
    type = SelectField(
        label="What kind is it?",
        choices=[("", "Select"), *things.OrganisationType.choices],
        error_messages={"required": "Select what kind it is"},
    )
    valid_from = DateField(label="Since when does it exist? (optional)", required=False)
    valid_to = DateField(label="When did it end? (optional)", required=False)


class _Unborn(Form):
    descriptor = TextField(
        label="How is the child known until it has a name?",
        help_text="For example, unborn baby of Sam Practice",
        max_length=200,
        error_messages={"required": "Enter how the child is known"},
    )
    expected_on = DateField(
        label="When is the child expected?",
        error_messages={"required": "Enter when the child is expected"},
    )


class _Unnamed(Form):
    descriptor = TextField(
        label="How would you describe them?",
        help_text="For example, male, known as Ghost, tall",
        max_length=200,
        error_messages={"required": "Enter a description"},
    )
    also_known_as = TextField(
        label="Nickname or street name (optional)", max_length=200, required=False
    )
    sex = SelectField(label="Sex", choices=Sex.choices, initial=Sex.UNKNOWN)
    about_age = TextField(label="About how old do they look? (optional)", required=False, width="3")
    age_said_on = DateField(
        label="When was that said? (optional)",
        help_text="An estimate means something only with its day",
        required=False,
    )

    def clean_about_age(self) -> Any:
        return _number(_WHOLE, self.cleaned_data["about_age"], "Enter an age in whole years")


@dataclass(frozen=True)
class Entry:
    """What can be added: its words, its form, and what the form's answers make."""

    word: str
    label: str
    form: type[Form]
    makes: Any


def _number(field: Any, typed: str, words: str) -> Any:
    try:
        return field.clean(typed) if typed else None
    except ValidationError:
        raise ValidationError(words) from None


ENTRIES = {
    entry.word: entry
    for entry in (
        Entry(SubjectKind.PLACE, "A place", _Place, things.PlaceThing),
        Entry(SubjectKind.PEER_GROUP, "A peer group", _Group, things.GroupThing),
        Entry(SubjectKind.VEHICLE, "A vehicle", _Vehicle, things.VehicleThing),
        Entry(SubjectKind.PHONE, "A telephone number", _Phone, things.PhoneThing),
        Entry(SubjectKind.ONLINE_ACCOUNT, "An online account", _Account, things.AccountThing),
        Entry(SubjectKind.ONLINE_SPACE, "An online space", _Space, things.SpaceThing),
        Entry(SubjectKind.ORGANISATION, "An organisation", _Organisation, things.OrganisationThing),
        Entry("unnamed", "A person whose name is not known", _Unnamed, PersonDetails),
        Entry("unborn", "An unborn child", _Unborn, PersonDetails),
    )
}
