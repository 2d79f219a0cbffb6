"""Turn a bound Django field into the parameters of its GOV.UK component."""

from typing import Any

from django.forms import BoundField

from concord.ui.fields import boxes_of
from concord.ui.forms import first_box

_BOX_WIDTHS = {"day": "2", "month": "4", "year": "4"}


def field_params(bound: BoundField, heading: str = "") -> dict[str, Any]:
    """Return the component's name and parameters, with the typed value and any error.

    `heading` makes the label the page's heading ("l"), or larger ("m"), where it stands alone.
    """
    field: Any = bound.field
    maker = _MAKERS[getattr(field, "component", "input")]
    params: dict[str, Any] = {"id": bound.auto_id, "name": bound.html_name}
    if bound.help_text:
        params["hint"] = {"text": str(bound.help_text)}
    if bound.errors:
        params["errorMessage"] = {"text": bound.errors[0]}
    return {"component": getattr(field, "component", "input")} | maker(bound, field, params, heading)


def _label(bound: BoundField, heading: str) -> dict[str, Any]:
    label: dict[str, Any] = {"text": str(bound.label)}
    if heading:
        label |= {"classes": f"govuk-label--{heading}", "isPageHeading": heading == "l"}
    return label


def _legend(bound: BoundField, heading: str) -> dict[str, Any]:
    size = heading or "s"
    return {
        "legend": {
            "text": str(bound.label),
            "classes": f"govuk-fieldset__legend--{size}",
            "isPageHeading": heading == "l",
        }
    }


def _input(bound: BoundField, field: Any, params: dict[str, Any], heading: str) -> dict[str, Any]:
    attributes = {"autocomplete": "off"} | field.widget.attrs
    width = getattr(field, "width", "")
    classes = f"govuk-input--width-{width}" if width.isdigit() else ""
    return params | {
        "label": _label(bound, heading),
        "value": bound.value() or "",
        "type": field.widget.input_type,
        "classes": classes,
        "attributes": attributes,
    }


def _textarea(bound: BoundField, field: Any, params: dict[str, Any], heading: str) -> dict[str, Any]:
    return params | {
        "label": _label(bound, heading),
        "value": bound.value() or "",
        "rows": str(field.rows),
    }


def _select(bound: BoundField, field: Any, params: dict[str, Any], heading: str) -> dict[str, Any]:
    value = str(bound.value() or "")
    return params | {
        "label": _label(bound, heading),
        "items": [
            {"value": key, "text": text, "selected": str(key) == value}
            for key, text in field.choices
        ],
    }


def _radios(bound: BoundField, field: Any, params: dict[str, Any], heading: str) -> dict[str, Any]:
    return params | {
        "idPrefix": bound.auto_id,
        "fieldset": _legend(bound, heading),
        "items": _items(bound, field, {str(bound.value() or "")}),
        "classes": "govuk-radios--inline" if field.inline else "",
        "reveals": field.reveals,
    }


def _checkboxes(
    bound: BoundField, field: Any, params: dict[str, Any], heading: str
) -> dict[str, Any]:
    return params | {
        "idPrefix": bound.auto_id,
        "fieldset": _legend(bound, heading),
        "items": _items(bound, field, {str(value) for value in bound.value() or []}),
        "reveals": field.reveals,
    }


def _items(bound: BoundField, field: Any, chosen: set[str]) -> list[dict[str, Any]]:
    items = []
    for key, text in field.choices:
        item: dict[str, Any] = {"value": key, "text": text, "checked": str(key) in chosen}
        if hint := field.hints.get(key):
            item["hint"] = {"text": hint}
        items.append(item)
    return items


def _date(bound: BoundField, field: Any, params: dict[str, Any], heading: str) -> dict[str, Any]:
    typed = boxes_of(bound.value())
    errors = bound.errors.as_data() if bound.errors else []
    wrong = first_box(bound.auto_id, field, errors[0].code) if errors else ""
    items = []
    for box, value in zip(("day", "month", "year"), typed, strict=True):
        identity = f"{bound.auto_id}_{box}"
        bad = " govuk-input--error" if identity == wrong else ""
        items.append(
            {
                "name": f"{bound.html_name}_{box}",
                "id": identity,
                "label": box.capitalize(),
                "value": value,
                "classes": f"govuk-input--width-{_BOX_WIDTHS[box]}{bad}",
                "attributes": {"autocomplete": "off"},
            }
        )
    return params | {"fieldset": _legend(bound, heading), "items": items}


_MAKERS = {
    "input": _input,
    "textarea": _textarea,
    "select": _select,
    "radios": _radios,
    "checkboxes": _checkboxes,
    "date": _date,
}
