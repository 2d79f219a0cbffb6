"""Form fields that know which component draws them (see params.py and ui/fields.html)."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from concord.ui.dates import DateProblem, PartialDate, read_date, read_partial_date

Choices = list[tuple[str, str]] | Callable[[], list[tuple[str, str]]]


class TextField(forms.CharField):
    """One line of text. `width` is a GOV.UK width class such as "10" or "two-thirds"."""

    component = "input"

    def __init__(self, *, width: str = "", **kwargs: Any) -> None:
        self.width = width
        super().__init__(**kwargs)


class TextAreaField(forms.CharField):
    """Several lines of text, kept exactly as typed."""

    component = "textarea"
    widget = forms.Textarea

    def __init__(self, *, rows: int = 6, **kwargs: Any) -> None:
        self.rows = rows
        super().__init__(strip=False, **kwargs)


class _ChoiceMixin:
    def set_up(self, hints: Mapping[str, str] | None, reveals: Mapping[str, str] | None) -> None:
        """`hints` explains a choice; `reveals` names the field that belongs to a choice."""
        self.hints = dict(hints or {})
        self.reveals = dict(reveals or {})


class RadiosField(_ChoiceMixin, forms.ChoiceField):
    """One of a few."""

    component = "radios"
    widget = forms.RadioSelect

    def __init__(
        self, *, hints: Mapping[str, str] | None = None, reveals: Mapping[str, str] | None = None,
        inline: bool = False, **kwargs: Any,
    ) -> None:  # fmt: skip
        self.set_up(hints, reveals)
        self.inline = inline
        super().__init__(**kwargs)


class CheckboxesField(_ChoiceMixin, forms.MultipleChoiceField):
    """Any of a few."""

    component = "checkboxes"
    widget = forms.CheckboxSelectMultiple

    def __init__(
        self, *, hints: Mapping[str, str] | None = None, reveals: Mapping[str, str] | None = None,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        self.set_up(hints, reveals)
        super().__init__(**kwargs)


class SelectField(forms.ChoiceField):
    """One of many."""

    component = "select"


class _DateBoxes(forms.Widget):
    boxes = ("day", "month", "year")

    def value_from_datadict(self, data: Any, files: Any, name: str) -> tuple[str, ...]:
        return tuple(data.get(f"{name}_{box}", "") for box in self.boxes)

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return all(f"{name}_{box}" not in data for box in self.boxes)

    def format_value(self, value: Any) -> tuple[str, ...]:
        return boxes_of(value)


def boxes_of(value: Any) -> tuple[str, ...]:
    """Return a date, a partial date, an ISO date or typed boxes as the text of three boxes."""
    if isinstance(value, PartialDate):
        day, month, year = boxes_of(value.on)
        known = {"day": (day, month, year), "month": ("", month, year), "year": ("", "", year)}
        return known[value.precision]
    if isinstance(value, date):
        return str(value.day), str(value.month), str(value.year)
    return tuple(value) if value else ("", "", "")


class DateField(forms.Field):
    """A whole date in three boxes. `past` and `future` say on which side of today it must lie."""

    component = "date"
    widget = _DateBoxes

    def __init__(self, *, past: bool = False, future: bool = False, **kwargs: Any) -> None:
        self.past, self.future = past, future
        super().__init__(**kwargs)

    def clean(self, value: Any) -> Any:
        """Return the date, or None for an empty optional one."""
        typed = tuple(value or ("", "", ""))
        if not any(part.strip() for part in typed):
            if self.required:
                raise forms.ValidationError(self.error_messages["required"], code="day")
            return None
        try:
            found = self.read(*typed)
        except DateProblem as problem:
            raise self._problem(problem.says, problem.box) from None
        self._check_side(found.on if isinstance(found, PartialDate) else found)
        return found

    def read(self, day: str, month: str, year: str) -> Any:
        """Return what the boxes say. Raise DateProblem."""
        return read_date(day, month, year)

    def _check_side(self, on: date) -> None:
        today = timezone.localdate()
        if self.past and on > today:
            raise self._problem("must be today or in the past", "year")
        if self.future and on < today:
            raise self._problem("must be today or in the future", "year")

    def _problem(self, says: str, box: str) -> forms.ValidationError:
        return forms.ValidationError(f"{self.label} {says}", code=box)


class PartialDateField(DateField):
    """A date of which the day, or the day and month, may be unknown."""

    def read(self, day: str, month: str, year: str) -> Any:
        return read_partial_date(day, month, year)
