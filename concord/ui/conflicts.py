"""Two people answered the same questions. The second settles, answer by answer, which to keep.

The conflict page (ui/conflict.html) names the answers that differ in `_differs` and asks about each
with `_keep_NAME`. Nothing is replaced before every one has been settled, so that nothing typed is
lost on the way.
"""

from typing import Any

from django import forms

from concord.ui.date_fields import boxes_of

DIFFERS, KEEP = "_differs", "_keep_"
THEIRS, YOURS, MERGED = "theirs", "yours", "merged"
WORDING = "_merged_"
CODE = "keep"


def radio_id(name: str) -> str:
    """Return the id of the first of the two radio buttons about an answer."""
    return f"keep_{name}"


def settled(form: Any) -> tuple[Any, list[str]]:
    """Return the form's data with the answers of the other person where those are to be kept,
    and the names of the answers about which no choice was made.
    """
    if not (hasattr(form.data, "getlist") and form.data.getlist(DIFFERS)):
        return form.data, []
    asked = [name for name in form.data.getlist(DIFFERS) if name in form.fields]
    choices = {name: form.data.get(KEEP + name) for name in asked}
    missing = [name for name, choice in choices.items() if not _is_choice(form, name, choice)]
    if missing:
        return form.data, missing
    data = form.data.copy()
    data.setlist(DIFFERS, [])
    for name in asked:
        if choices[name] == THEIRS:
            _put(data, form, name, form.get_initial_for_field(form.fields[name], name))
        elif choices[name] == MERGED:
            _put(data, form, name, form.data.get(WORDING + name))
    return data, []


def side(form: Any, name: str, theirs: Any, yours: Any) -> dict[str, Any]:
    """Return what the conflict page shows of one answer: both sides, and for text one of both."""
    field = form.fields[name]
    merges = isinstance(field.widget, forms.Textarea)
    both = "\n\n".join(text for text in (theirs, yours) if text) if merges else ""
    return {
        "name": name,
        "label": field.label or name,
        "theirs": theirs,
        "yours": yours,
        "keep": form.data.get(KEEP + name, ""),
        "merges": merges,
        "merged": form.data.get(WORDING + name, both),
    }


def _is_choice(form: Any, name: str, choice: str | None) -> bool:
    if choice == MERGED:
        return bool(form.data.get(WORDING + name, "").strip())
    return choice in (THEIRS, YOURS)


def sides(form: Any) -> list[dict[str, Any]]:
    """Return both sides of every answer that the conflict page asked about."""
    return [
        side(
            form,
            name,
            form.get_initial_for_field(form.fields[name], name),
            form[name].value(),
        )
        for name in form.data.getlist(DIFFERS)
        if name in form.fields
    ]


def _put(data: Any, form: Any, name: str, value: Any) -> None:
    field, html_name = form.fields[name], form.add_prefix(name)
    if boxes := getattr(field, "boxes", ()):
        typed = boxes_of(value) or [""] * len(boxes)
        for box, text in zip(boxes, typed, strict=True):
            data[f"{html_name}_{box}"] = text
    elif isinstance(value, list | tuple | set):
        data.setlist(html_name, [str(one) for one in value])
    else:
        data[html_name] = "" if value is None else str(value)
