"""Forms as people meet them: errors that lead to their box, and what was typed still there."""

from datetime import date

import pytest
from django import forms
from django.http import QueryDict
from django.template import engines
from django.test import RequestFactory

from concord.ui.dates import PartialDate
from concord.ui.fields import (
    CheckboxesField,
    DateField,
    PartialDateField,
    RadiosField,
    SelectField,
    TextAreaField,
    TextField,
)
from concord.ui.forms import Form, error_list

PROBE = "\"><script>alert(1)</script>' onmouseover=x {{7*7}}"


class Everything(Form):
    name = TextField(label="Name", error_messages={"required": "Enter a name"})
    born = DateField(label="Date of birth", past=True)
    since = PartialDateField(label="Since", required=False)
    kinds = CheckboxesField(label="Kinds", choices=[("a", "Apple"), ("b", "Beetroot")])
    safe = RadiosField(label="Safe", choices=[("y", "Yes"), ("n", "No")], reveals={"n": "why"})
    why = TextField(label="Why not", required=False)
    story = TextAreaField(label="Story")
    one = SelectField(label="One", choices=[("", "Choose"), ("x", "Ex")])


def typed(**answers):
    """Return answers as a browser sends them."""
    data = QueryDict(mutable=True)
    for name, value in answers.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return data


def drawn(form):
    """Return the HTML of a form's fields."""
    source = '{% from "ui/fields.html" import all_fields, errors with context %}{{ errors(form) }}{{ all_fields(form) }}'
    template = engines["jinja2"].from_string(source)
    return template.render({"form": form}, RequestFactory().get("/"))


GOOD = {
    "name": "Sam", "born_day": "27", "born_month": "mar", "born_year": "2011",
    "since_day": "", "since_month": "", "since_year": "2020",
    "kinds": ["a", "b"], "safe": "n", "why": "dark", "story": "  two\nlines ", "one": "x",
}  # fmt: skip


def test_a_whole_form_reads_as_typed():
    form = Everything(typed(**GOOD))
    assert form.is_valid(), form.errors
    assert form.cleaned_data["born"] == date(2011, 3, 27)
    assert form.cleaned_data["since"] == PartialDate(date(2020, 1, 1), "year")
    assert form.cleaned_data["story"] == "  two\nlines "


def test_errors_stand_in_the_order_of_the_page_and_lead_to_the_first_bad_box():
    form = Everything(typed(**(GOOD | {"name": "", "born_month": "", "kinds": []})))
    assert not form.is_valid()
    assert error_list(form) == [
        {"text": "Enter a name", "href": "#id_name"},
        {"text": "Date of birth must include a month", "href": "#id_born_month"},
        {"text": "This field is required.", "href": "#id_kinds"},
    ]


def test_a_date_in_the_future_is_refused_where_it_cannot_be():
    form = Everything(typed(**(GOOD | {"born_year": "2199"})))
    assert error_list(form)[0]["text"] == "Date of birth must be today or in the past"


def test_what_was_typed_is_still_there_beside_the_error():
    html = drawn(
        Everything(typed(**(GOOD | {"born_day": "31", "born_month": "Feb", "name": "Zoë 👍"})))
    )
    assert 'value="31"' in html
    assert 'value="Feb"' in html
    assert "Zoë 👍" in html
    assert "Date of birth must be a real date" in html


def test_check_boxes_are_drawn_as_check_boxes():
    html = drawn(Everything())
    assert html.count('type="checkbox"') == 2
    assert html.count('type="radio"') == 2


def test_a_field_that_belongs_to_a_choice_is_drawn_inside_it_and_only_once():
    html = drawn(Everything(typed(**GOOD)))
    assert html.count('name="why"') == 1
    assert html.index("govuk-radios__conditional") < html.index('name="why"')


@pytest.mark.parametrize("field", ["name", "story", "born_day", "why", "one", "safe"])
def test_markup_that_somebody_types_is_only_text(field):
    html = drawn(Everything(typed(**(GOOD | {field: PROBE}))))
    assert "<script" not in html
    assert PROBE not in html


def test_every_error_has_its_box_on_the_page():
    form = Everything(typed())
    html = drawn(form)
    for error in error_list(form):
        assert f'id="{error["href"][1:]}"' in html


def test_fields_are_drawn_by_the_component_their_class_names():
    assert isinstance(Everything().fields["kinds"].widget, forms.CheckboxSelectMultiple)
    assert "<select" in drawn(Everything())
