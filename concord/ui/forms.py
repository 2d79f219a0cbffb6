"""The base of every form: errors in the order of the page, each leading to its box."""

from collections.abc import Iterator
from typing import Any

from django import forms

from concord.ui import conflicts
from concord.ui.date_fields import DateField
from concord.ui.words import in_words, sentence_list


class Form(forms.Form):
    """A form drawn by ui/fields.html. Nothing is checked in the browser only."""

    use_required_attribute = False

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        # Which answers of a conflict were not settled; empty on any ordinary page.
        self.unsettled: list[str] = []
        if data is not None:
            for name in self._not_asked():
                self.fields[name].required = False

    def full_clean(self) -> None:
        """Clean what is to be kept, where the form settles a conflict."""
        if self.is_bound:
            self.data, self.unsettled = conflicts.settled(self)
        super().full_clean()
        for name in self.unsettled:
            label = self.fields[name].label
            problem = forms.ValidationError(f"Select which to keep: {label}", code=conflicts.CODE)
            self.add_error(name, problem)

    @property
    def error_summary(self) -> list[dict[str, str]]:
        """The errors for the top of the page, as {text, href}."""
        return error_list(self)

    @property
    def conflict(self) -> list[dict[str, Any]]:
        """The two sides of every answer, while a conflict is not settled whole."""
        return conflicts.sides(self) if self.is_bound and self.errors and self.unsettled else []

    def shown(self, name: str, value: Any) -> str:
        """Return an answer to one of the questions in words, for people to read."""
        offered = {str(key): text for key, text in getattr(self.fields[name], "choices", ())}
        if isinstance(value, list | tuple):
            joined = sentence_list if offered else " ".join
            return joined(str(offered.get(str(one), one)) for one in value).strip()
        return str(offered.get(str(value)) or in_words(value))

    def _not_asked(self) -> Iterator[str]:
        """Yield the fields that belong to a choice which was not made."""
        for name, field in self.fields.items():
            reveals = getattr(field, "reveals", {})
            if not reveals:
                continue
            html_name = self.add_prefix(name)
            chosen = field.widget.value_from_datadict(self.data, self.files, html_name)
            made = set(chosen) if isinstance(chosen, list) else {chosen}
            yield from (inner for choice, inner in reveals.items() if choice not in made)


def error_list(form: Any) -> list[dict[str, str]]:
    """Return any form's errors for the summary: the first of each field, in the fields' order."""
    if not form or not form.is_bound:
        return []
    found = [{"text": str(text), "href": ""} for text in form.non_field_errors()]
    for name, field in form.fields.items():
        for error in form.errors.get(name, forms.utils.ErrorList()).as_data()[:1]:
            box = first_box(form.auto_id % form.add_prefix(name), field, error.code)
            target = conflicts.radio_id(name) if error.code == conflicts.CODE else box
            found.append({"text": error.messages[0], "href": f"#{target}"})
    return found


def first_box(identity: str, field: Any, code: str | None) -> str:
    """Return the id of the input that an error is about."""
    if isinstance(field, DateField):
        return f"{identity}_{wrong_boxes(field, code)[0]}"
    return identity


def wrong_boxes(field: DateField, code: str | None) -> tuple[str, ...]:
    """Return which boxes of a date an error is about: those its code names, else all of them."""
    named = tuple(box for box in field.boxes if box in (code or "").split())
    return named or field.boxes
