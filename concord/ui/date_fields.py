"""Dates and times in boxes of their own (the GOV.UK date pattern)."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone

from concord.kernel.clocks import LONDON
from concord.ui.dates import (
    DATE_BOXES,
    DateProblem,
    PartialDate,
    read_date,
    read_moment,
    read_partial_date,
)
from concord.ui.wording import as_object, as_subject
from concord.ui.words import clock

MOMENT_BOXES = (*DATE_BOXES, "time")


def boxes_of(value: Any) -> tuple[str, ...]:
    """Return a date, partial date, instant or typed boxes as the text of the boxes."""
    if isinstance(value, PartialDate):
        day, month, year = boxes_of(value.on)
        known = {"day": (day, month, year), "month": ("", month, year), "year": ("", "", year)}
        return known[value.precision]
    if isinstance(value, datetime):
        at = value.astimezone(LONDON)
        return *boxes_of(at.date()), clock(at)
    if isinstance(value, date):
        return str(value.day), str(value.month), str(value.year)
    return tuple(value) if value else ()


class _Boxes(forms.Widget):
    """Several boxes that are one answer. Its value is what was typed, box by box."""

    def __init__(self, boxes: tuple[str, ...], **kwargs: Any) -> None:
        self.boxes = boxes
        super().__init__(**kwargs)

    def value_from_datadict(self, data: Any, files: Any, name: str) -> tuple[str, ...]:
        return tuple(data.get(f"{name}_{box}", "") for box in self.boxes)

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return all(f"{name}_{box}" not in data for box in self.boxes)

    def format_value(self, value: Any) -> tuple[str, ...]:
        return boxes_of(value)


class DateField(forms.Field):
    """A whole date in three boxes. `past` and `future` say on which side of today it must lie.

    `called` stands for the label in messages, where the label is a question: with
    `called="The date you last saw the child"` they read "The date you last saw the child must
    include a year".
    """

    component = "date"
    boxes: tuple[str, ...] = DATE_BOXES

    def __init__(
        self, *, past: bool = False, future: bool = False, called: str = "", **kwargs: Any
    ) -> None:
        self.past, self.future = past, future
        label = kwargs.get("label")
        is_question = as_subject(label) == "Your answer"
        self.called = called or ("The date" if is_question else as_subject(label))
        required = f"Enter {as_object(called or 'the date' if is_question else label)}"
        messages = {"required": required, **kwargs.pop("error_messages", {})}
        super().__init__(widget=_Boxes(self.boxes), error_messages=messages, **kwargs)

    def clean(self, value: Any) -> Any:
        """Return the date, or None for an empty optional one. Its errors name their boxes."""
        typed = tuple(value or ())
        if not any(part.strip() for part in typed):
            if self.required:
                raise self._problem(str(self.error_messages["required"]), self.boxes)
            return None
        try:
            found = self.read(*typed)
            self.check_side(found)
        except DateProblem as problem:
            raise self._problem(f"{self.called} {problem.says}", problem.boxes) from None
        return found

    def read(self, *typed: str) -> Any:
        """Return what the boxes say. Raise DateProblem."""
        return read_date(*typed)

    def check_side(self, found: Any) -> None:
        """Raise DateProblem when a date lies on the wrong side of today."""
        today = timezone.localdate()
        if self.past and found > today:
            raise DateProblem("must be today or in the past", *self.boxes)
        if self.future and found < today:
            raise DateProblem("must be today or in the future", *self.boxes)

    def _problem(self, says: str, boxes: Iterable[str]) -> forms.ValidationError:
        # The code is how params.py learns which boxes to mark; Django has no better place for it.
        return forms.ValidationError(says, code=" ".join(boxes))


class PartialDateField(DateField):
    """A date of which the day, or the day and month, may be unknown. Gives a PartialDate."""

    def read(self, *typed: str) -> PartialDate:
        return read_partial_date(*typed)

    def check_side(self, found: PartialDate) -> None:
        today = timezone.localdate()
        # "2026" is not past or future while it is still 2026.
        same_year = found.precision == "year" and found.on.year == today.year
        same_month = found.precision == "month" and found.on.replace(day=1) == today.replace(day=1)
        if not (same_year or same_month):
            super().check_side(found.on)


class DateTimeField(DateField):
    """A London date and time in four boxes. Gives an instant; `past` and `future` mean now."""

    boxes = MOMENT_BOXES

    def read(self, *typed: str) -> datetime:
        return read_moment(*typed)

    def check_side(self, found: datetime) -> None:
        if self.past and found > timezone.now():
            raise DateProblem("must be in the past", *self.boxes)
        if self.future and found < timezone.now():
            raise DateProblem("must be in the future", *self.boxes)
