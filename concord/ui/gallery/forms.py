"""A form with every kind of field, and answers to fill it with."""

from datetime import date, datetime
from typing import Any

from django.http import QueryDict

from concord.kernel.clocks import LONDON
from concord.ui.dates import PartialDate
from concord.ui.fields import (
    CheckboxesField,
    DateField,
    DateTimeField,
    HiddenField,
    PartialDateField,
    RadiosField,
    SelectField,
    TextAreaField,
    TextField,
    YesNoField,
)
from concord.ui.forms import Form

KINDS = [("sexual", "Sexual"), ("criminal", "Criminal"), ("labour", "Labour")]
AREAS = [("", "Choose an area"), ("north", "North"), ("south", "South")]


class EveryField(Form):
    """One question of each kind."""

    name = TextField(
        label="Full name",
        help_text="The names by which the child is known.",
        max_length=100,
        error_messages={"required": "Enter the child’s full name"},
    )
    postcode = TextField(label="Postcode (optional)", required=False, max_length=10, width="10")
    telephone = TextField(label="Telephone number", kind="tel", width="20")
    born = PartialDateField(
        label="Date of birth",
        help_text="For example, 27 3 2011. Leave out the day and month if you only know the year.",
        past=True,
    )
    seen_on = DateField(
        label="When did you last see the child?",
        called="The date you last saw the child",
        past=True,
    )
    found_at = DateTimeField(
        label="When was the child found?",
        called="The time the child was found",
        help_text="For example, 27 3 2026 at 2:05pm.",
        past=True,
    )
    kinds = CheckboxesField(
        label="What are you worried about?",
        help_text="Select all that apply.",
        choices=KINDS,
        hints={"criminal": "Including county lines."},
        error_messages={"required": "Select what you are worried about"},
    )
    danger = YesNoField(
        label="Is the child in danger now?",
        unknown="I do not know",
        reveals={"yes": "danger_why"},
        error_messages={"required": "Select whether the child is in danger now"},
    )
    danger_why = TextAreaField(label="What is the danger?", rows=3)
    told = YesNoField(label="Does a parent know?")
    source = RadiosField(
        label="How do you know?",
        choices=[("seen", "I saw it"), ("told", "I was told")],
        hints={"told": "Do not write who told you."},
    )
    area = SelectField(label="Area", choices=AREAS)
    story = TextAreaField(
        label="What has happened?",
        help_text="Say what is fact and what is opinion.",
        max_length=400,
        count=True,
        error_messages={"required": "Describe what has happened"},
    )
    carried = HiddenField(required=False, initial="carried")


class Question(Form):
    """One question alone on its page."""

    seen_on = DateField(
        label="When did you last see the child?",
        called="The date you last saw the child",
        help_text="For example, 27 3 2026.",
        past=True,
    )


def answers() -> dict[str, Any]:
    """Return an answer for each question, with what layouts find hard."""
    return {
        "name": "Bartholomew Featherstonehaugh-Cholmondeley né Wójcik <b>ابن سينا</b>",
        "postcode": "ZZ99 9ZZ",
        "telephone": "01632 960 001",
        "born": PartialDate(date(2011, 3, 1), "month"),
        "seen_on": date(2026, 3, 3),
        "found_at": datetime(2026, 3, 3, 14, 5, tzinfo=LONDON),
        "kinds": ["sexual", "criminal"],
        "danger": "yes",
        "danger_why": "Older people wait outside the school.\n  They know the way home.",
        "told": "no",
        "source": "told",
        "area": "north",
        "story": "Seen in a grey car.\n\n“Do not tell,” they said. 🚗 " + "a" * 90,
    }


# What somebody else typed meanwhile.
TYPED: dict[str, Any] = {
    "name": answers()["name"],
    "postcode": "ZZ99 9ZZ",
    "telephone": "01632 960 001",
    "born_month": "March",
    "born_year": "2011",
    "seen_on_day": "7",
    "seen_on_month": "mar",
    "seen_on_year": "2026",
    "found_at_day": "3",
    "found_at_month": "3",
    "found_at_year": "2026",
    "found_at_time": "14:05",
    "kinds": ["criminal"],
    "danger": "no",
    "told": "no",
    "source": "told",
    "area": "north",
    "story": "A teacher saw it too.\nThey rang us at 4pm.",
}

WRONG: dict[str, Any] = {
    "name": "x" * 101,
    "postcode": "ZZ99 9ZZ and more",
    "born_day": "31",
    "born_month": "feb",
    "born_year": "2011",
    "seen_on_day": "3",
    "seen_on_month": "March",
    "found_at_day": "3",
    "found_at_month": "3",
    "found_at_year": "2026",
    "found_at_time": "quarter past",
    "danger": "yes",
    "area": "west",
    "story": "Too long. " * 60,
}


def posted(typed: dict[str, Any], **more: Any) -> QueryDict:
    """Return answers as a browser sends them."""
    data = QueryDict(mutable=True)
    for name, value in (typed | more).items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return data
