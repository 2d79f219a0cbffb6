"""Form fields that know which component draws them (see params.py and ui/fields.html)."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms

from concord.ui.date_fields import DateField, DateTimeField, PartialDateField, boxes_of
from concord.ui.wording import as_object, as_subject

__all__ = [
    "CheckboxesField",
    "DateField",
    "DateTimeField",
    "FileField",
    "HiddenField",
    "PartialDateField",
    "RadiosField",
    "SelectField",
    "TextAreaField",
    "TextField",
    "YesNoField",
    "boxes_of",
]

Choices = list[tuple[str, str]] | Callable[[], list[tuple[str, str]]]
_NOT_OFFERED = "Select one of the answers shown"


def _text_messages(label: Any, given: Mapping[str, str] | None) -> dict[str, str]:
    """Say what to do, in GOV.UK's words, where a form does not say it better itself."""
    return {
        "required": f"Enter {as_object(label)}",
        "max_length": f"{as_subject(label)} must be %(limit_value)d characters or fewer",
        "null_characters_not_allowed": f"{as_subject(label)} holds a character that cannot be kept",
        **(given or {}),
    }


def _choice_messages(label: Any, given: Mapping[str, str] | None) -> dict[str, str]:
    return {
        "required": f"Select {as_object(label)}",
        "invalid_choice": _NOT_OFFERED,
        "invalid_list": _NOT_OFFERED,
        **(given or {}),
    }


class TextField(forms.CharField):
    """One line of text.

    `width` is a number of characters that GOV.UK has a width for ("2", "3", "4", "5", "10", "20")
    or a part of the column ("two-thirds", "one-half"). `kind` is "text", "tel" or "email".
    """

    component = "input"

    def __init__(self, *, width: str = "", kind: str = "text", **kwargs: Any) -> None:
        self.width, self.kind = width, kind
        messages = _text_messages(kwargs.get("label"), kwargs.pop("error_messages", None))
        super().__init__(error_messages=messages, **kwargs)


class TextAreaField(forms.CharField):
    """Several lines of text, kept as typed. `count` shows how many characters are left."""

    component = "textarea"
    widget = forms.Textarea

    def __init__(self, *, rows: int = 6, count: bool = False, **kwargs: Any) -> None:
        self.rows, self.count = rows, count
        messages = _text_messages(kwargs.get("label"), kwargs.pop("error_messages", None))
        super().__init__(strip=False, error_messages=messages, **kwargs)

    def to_python(self, value: Any) -> str:
        """Return the text with plain line ends; nothing but space is nothing."""
        text = str(super().to_python(value) or "")
        # Browsers send each line end as two characters; people, and our limits, count one.
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        return text if text.strip() else ""


class FileField(forms.FileField):
    """One file. `accept` lists what the browser offers first; what is sent is checked elsewhere."""

    component = "file"
    widget = forms.FileInput

    def __init__(self, *, accept: str = "", **kwargs: Any) -> None:
        self.accept = accept
        messages = {"required": "Select a file", "empty": "The selected file is empty"}
        super().__init__(error_messages=messages | kwargs.pop("error_messages", {}), **kwargs)


class HiddenField(forms.CharField):
    """Something that the page carries and nobody sees."""

    component = "hidden"
    widget = forms.HiddenInput


class RadiosField(forms.ChoiceField):
    """One of a few.

    `hints` explains a choice. `reveals` names the field that belongs to a choice: it is drawn
    inside that choice, and is only required when that choice is made.
    """

    component = "radios"
    widget = forms.RadioSelect

    def __init__(
        self,
        *,
        hints: Mapping[str, str] | None = None,
        reveals: Mapping[str, str] | None = None,
        inline: bool = False,
        **kwargs: Any,
    ) -> None:
        self.hints, self.reveals, self.inline = dict(hints or {}), dict(reveals or {}), inline
        messages = _choice_messages(kwargs.get("label"), kwargs.pop("error_messages", None))
        super().__init__(error_messages=messages, **kwargs)


class YesNoField(RadiosField):
    """Yes or no, and "unknown" where somebody may not know: `unknown="I do not know"`."""

    def __init__(self, *, unknown: str = "", **kwargs: Any) -> None:
        choices = [("yes", "Yes"), ("no", "No")] + ([("unknown", unknown)] if unknown else [])
        super().__init__(choices=choices, inline=kwargs.pop("inline", not unknown), **kwargs)


class CheckboxesField(forms.MultipleChoiceField):
    """Any of a few; `hints` and `reveals` as for radios."""

    component = "checkboxes"
    widget = forms.CheckboxSelectMultiple

    def __init__(
        self,
        *,
        hints: Mapping[str, str] | None = None,
        reveals: Mapping[str, str] | None = None,
        **kwargs: Any,
    ) -> None:
        self.hints, self.reveals = dict(hints or {}), dict(reveals or {})
        messages = _choice_messages(kwargs.get("label"), kwargs.pop("error_messages", None))
        super().__init__(error_messages=messages, **kwargs)


class SelectField(forms.ChoiceField):
    """One of many."""

    component = "select"

    def __init__(self, **kwargs: Any) -> None:
        messages = _choice_messages(kwargs.get("label"), kwargs.pop("error_messages", None))
        super().__init__(error_messages=messages, **kwargs)
