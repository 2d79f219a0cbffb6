"""The last net under every page: no protected address is read on one that nobody asked to show it.

Whoever typed it wherever (domain.md 9.3: lists, prints and match displays too). What stands in the
boxes of a form is left alone: masked there, the mask would be saved in place of the text. A page
that fills a box from a record hides addresses itself (trust/hiding.py).
"""

import html
import re
from collections.abc import Callable
from functools import partial

from django.http import HttpRequest, HttpResponse

from concord.engines.documents.outgoing import Redactor

Handler = Callable[[HttpRequest], HttpResponse]
MASK = "[protected address]"
_TAG = re.compile(r"(<[^>]*>)")
# Words in a tag that a person is shown or hears.
_SAID = re.compile(r"""(\s(?:title|alt|aria-label|placeholder)=)(["'])(.*?)\2""", re.DOTALL)
# What stands between these is a box to type in, or no text to read.
_LEFT_ALONE = ("textarea", "script", "style")


class MaskAddresses:
    """Mask protected addresses in pages. A page that was asked for one sets `shows_address`."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        signed_in = getattr(getattr(request, "actor", None), "is_somebody", False)
        if is_page and signed_in and not getattr(response, "shows_address", False):
            response.content = masked(response.content.decode(), Redactor(MASK)).encode()
        return response


def masked(page: str, redact: Redactor) -> str:
    """Return a page with the protected addresses in its texts masked, its tags as they were."""
    if redact.has_nothing_to_find:
        return page
    parts, inside = _TAG.split(page), ""
    for number, part in enumerate(parts):
        if number % 2:
            parts[number] = _SAID.sub(partial(_attribute, redact), part)
            inside = _inside(part, inside)
        elif not inside and part.strip():
            parts[number] = _text(part, redact)
    return "".join(parts)


def _inside(tag: str, inside: str) -> str:
    word = tag[1:-1].split(maxsplit=1)[0].lower() if tag[1:-1].strip() else ""
    if inside:
        return "" if word == f"/{inside}" else inside
    return word if word in _LEFT_ALONE else ""


def _attribute(redact: Redactor, match: re.Match[str]) -> str:
    name, quote, words = match.groups()
    return f"{name}{quote}{_text(words, redact)}{quote}"


def _text(part: str, redact: Redactor) -> str:
    plain = html.unescape(part)
    safe = redact(plain)
    return part if safe == plain else html.escape(safe)
