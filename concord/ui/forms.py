"""The base of every form: errors in the order of the page, each leading to its box."""

from typing import Any

from django import forms

from concord.ui.fields import DateField


class Form(forms.Form):
    """A form drawn by ui/fields.html. Nothing is checked in the browser only."""

    use_required_attribute = False


def error_list(form: Any) -> list[dict[str, str]]:
    """Return any form's errors for the summary, in the order of its fields."""
    if not form or not form.is_bound:
        return []
    found = [{"text": str(text), "href": ""} for text in form.non_field_errors()]
    for name, field in form.fields.items():
        for error in form.errors.get(name, forms.utils.ErrorList()).as_data():
            box = first_box(form.auto_id % form.add_prefix(name), field, error.code)
            found += [{"text": text, "href": f"#{box}"} for text in error.messages]
    return found


def first_box(identity: str, field: Any, code: str | None) -> str:
    """Return the id of the input that an error is about."""
    if isinstance(field, DateField):
        return f"{identity}_{code if code in ('day', 'month', 'year') else 'day'}"
    return identity
