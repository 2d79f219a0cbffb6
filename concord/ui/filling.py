"""Put what was typed earlier back into a form, right or wrong, without a word about mistakes."""

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict


def fill(form: Any, typed: Mapping[str, list[str]]) -> None:
    """Show these answers in a form that has not been sent. What is not among them stays as it is.

    `typed` holds every value that a browser would send, by the name of its box.
    """
    sent = QueryDict(mutable=True)
    for name, values in typed.items():
        sent.setlist(name, values)
    for name, field in form.fields.items():
        # A box that is not ticked is not sent: with anything typed at all, that is an answer.
        if typed and not field.widget.needs_multipart_form:
            box = form.add_prefix(name)
            form.initial[name] = field.widget.value_from_datadict(sent, {}, box)
