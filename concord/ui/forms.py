"""The base of every form: errors in the order of the page, each leading to its box."""

from typing import Any

from django import forms

from concord.ui.fields import DateField


class Form(forms.Form):
    """A form drawn by ui/fields.html. Nothing is checked in the browser only."""

    use_required_attribute = False

    @property
    def error_list(self) -> list[dict[str, str]]:
        """Return the errors for the summary, in the order of the fields."""
        if not self.is_bound:
            return []
        found = [{"text": str(text), "href": ""} for text in self.non_field_errors()]
        for name, field in self.fields.items():
            for error in self.errors.get(name, forms.utils.ErrorList()).as_data():
                for text in error.messages:
                    found.append({"text": text, "href": f"#{first_box(name, field, error.code)}"})
        return found


def first_box(name: str, field: Any, code: str | None) -> str:
    """Return the id of the input that an error is about."""
    if isinstance(field, DateField):
        return f"id_{name}_{code if code in ('day', 'month', 'year') else 'day'}"
    return f"id_{name}"
