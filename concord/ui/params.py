"""Turn a bound Django field into the parameters of its GOV.UK component."""

from typing import Any

from django.forms import BoundField

from concord.ui.conflicts import CODE
from concord.ui.date_fields import boxes_of
from concord.ui.forms import wrong_boxes

Params = dict[str, Any]
_WIDTHS = {"day": "2", "month": "4", "year": "4", "time": "5"}


def field_params(bound: BoundField, heading: str = "") -> Params:
    """Return the component's name and parameters, with the typed value and any error.

    `heading` makes the label the page's heading ("l"), or larger ("m"), where it stands alone.
    """
    field: Any = bound.field
    component = getattr(field, "component", "input")
    params: Params = {"id": bound.auto_id, "name": bound.html_name, "component": component}
    if bound.help_text:
        params["hint"] = {"text": str(bound.help_text)}
    if wrong := _problems(bound):
        params["errorMessage"] = {"text": wrong[0].messages[0]}
    return params | _MAKERS[component](bound, field, heading)


def _problems(bound: BoundField) -> list[Any]:
    # An answer that awaits a choice between two is marked at that choice, not here.
    errors = bound.errors.as_data() if bound.errors else []
    return [error for error in errors if error.code != CODE]


def _label(bound: BoundField, heading: str) -> Params:
    return {
        "text": str(bound.label),
        "classes": f"govuk-label--{heading or 's'}",
        "isPageHeading": heading == "l",
    }


def _legend(bound: BoundField, heading: str) -> Params:
    size = heading or "s"
    return {
        "legend": {
            "text": str(bound.label),
            "classes": f"govuk-fieldset__legend--{size}",
            "isPageHeading": heading == "l",
        }
    }


def _text(bound: BoundField) -> str:
    value = bound.value()
    return "" if value is None else str(value)


def _input(bound: BoundField, field: Any, heading: str) -> Params:
    width = getattr(field, "width", "")
    named = f"govuk-input--width-{width}" if width.isdigit() else f"govuk-!-width-{width}"
    return {
        "label": _label(bound, heading),
        "value": _text(bound),
        "type": getattr(field, "kind", field.widget.input_type),
        "classes": named if width else "",
        "attributes": {"autocomplete": "off"} | field.widget.attrs,
    }


def _file(bound: BoundField, field: Any, heading: str) -> Params:
    return {"label": _label(bound, heading), "attributes": {"accept": field.accept}}


def _textarea(bound: BoundField, field: Any, heading: str) -> Params:
    return {
        "label": _label(bound, heading),
        "value": _kept_lines(_text(bound)),
        "rows": str(field.rows),
        "maxlength": field.max_length if field.count else None,
        "attributes": {"autocomplete": "off"},
    }


def _kept_lines(text: str) -> str:
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    # A browser drops the first line end after <textarea>; one more keeps the one that was typed.
    return f"\n{lines}" if lines.startswith("\n") else lines


def _select(bound: BoundField, field: Any, heading: str) -> Params:
    value = _text(bound)
    return {
        "label": _label(bound, heading),
        "items": [
            {"value": key, "text": text, "selected": str(key) == value}
            for key, text in field.choices
        ],
    }


def _radios(bound: BoundField, field: Any, heading: str) -> Params:
    return {
        "idPrefix": bound.auto_id,
        "fieldset": _legend(bound, heading),
        "items": _items(field, {_text(bound)}),
        "classes": "govuk-radios--inline" if field.inline else "",
        "reveals": {_mark(name): name for name in field.reveals.values()},
    }


def _checkboxes(bound: BoundField, field: Any, heading: str) -> Params:
    return {
        "idPrefix": bound.auto_id,
        "fieldset": _legend(bound, heading),
        "items": _items(field, {str(value) for value in bound.value() or []}),
        "reveals": {_mark(name): name for name in field.reveals.values()},
    }


def _items(field: Any, chosen: set[str]) -> list[Params]:
    items = []
    for key, text in field.choices:
        item: Params = {"value": key, "text": text, "checked": str(key) in chosen}
        if hint := field.hints.get(key):
            item["hint"] = {"text": hint}
        if inner := field.reveals.get(key):
            item["conditional"] = {"html": _mark(inner)}
        items.append(item)
    return items


def _mark(name: str) -> str:
    # Stands where a revealed field will be put in; private characters, so that nobody types it.
    return f"\ue000{name}\ue000"


def _date(bound: BoundField, field: Any, heading: str) -> Params:
    typed = boxes_of(bound.value()) or [""] * len(field.boxes)
    problems = _problems(bound)
    wrong = wrong_boxes(field, problems[0].code) if problems else ()
    return {
        "fieldset": _legend(bound, heading),
        "items": [
            _box(bound, box, text, is_wrong=box in wrong)
            for box, text in zip(field.boxes, typed, strict=True)
        ],
    }


def _box(bound: BoundField, box: str, text: str, *, is_wrong: bool) -> Params:
    error = " govuk-input--error" if is_wrong else ""
    return {
        "name": f"{bound.html_name}_{box}",
        "id": f"{bound.auto_id}_{box}",
        "label": box.capitalize(),
        "value": text,
        "classes": f"govuk-input--width-{_WIDTHS[box]}{error}",
        # A month may be typed as a word, and a time has letters: no number pad for those.
        "inputmode": "numeric" if box in ("day", "year") else "text",
        "attributes": {"autocomplete": "off"},
    }


_MAKERS = {
    "input": _input,
    "hidden": _input,
    "file": _file,
    "textarea": _textarea,
    "select": _select,
    "radios": _radios,
    "checkboxes": _checkboxes,
    "date": _date,
}
