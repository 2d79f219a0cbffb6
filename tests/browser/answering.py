"""Let a browser read pages from Django's test client: same transaction, same rows, no server.

Static files come from build/static; anything for another host is refused and remembered.
"""

import mimetypes
from html import escape
from typing import Any
from urllib.parse import urlsplit

from django.contrib.staticfiles import finders
from django.test import Client

# A browser trusts this name without encryption, as it does in practice mode.
ORIGIN = "http://localhost:8000"
# Playwright hands these to the page as they are; the lengths would be wrong after it decodes.
_DROPPED = {"content-length"}
# By these a page says that nobody did this, and what answer its script reads.
_TOLD = ("concord-background", "accept")


def _go_to(address: str) -> str:
    return f'<!doctype html><meta http-equiv="refresh" content="0;url={escape(address)}">'


class Answering:
    """The far end of every request that a page makes."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.strangers: list[str] = []

    def __call__(self, route: Any) -> None:
        """Answer one request of the browser."""
        request = route.request
        parts = urlsplit(request.url)
        if f"{parts.scheme}://{parts.netloc}" != ORIGIN:
            self.strangers.append(request.url)
            route.abort()
        elif parts.path.startswith("/static/"):
            self._static(route, parts.path.removeprefix("/static/"))
        else:
            self._page(route, request, parts.path + (f"?{parts.query}" if parts.query else ""))

    def _static(self, route: Any, name: str) -> None:
        found = finders.find(name)
        if not isinstance(found, str):
            route.fulfill(status=404)
            return
        route.fulfill(path=found, content_type=mimetypes.guess_type(found)[0] or "text/plain")

    def _page(self, route: Any, request: Any, path: str) -> None:
        sent, kind = (
            request.post_data_buffer or b"",
            request.headers.get("content-type", "text/html"),
        )
        told = {name: request.headers[name] for name in _TOLD if name in request.headers}
        answer = self.client.generic(
            request.method, path, sent, kind, headers=told, HTTP_HOST="localhost"
        )
        if onward := answer.headers.get("Location"):
            # The browser would follow a redirect by itself, past us, to a server that is not there.
            route.fulfill(content_type="text/html", body=_go_to(onward))
            return
        kept = {
            name: value for name, value in answer.headers.items() if name.lower() not in _DROPPED
        }
        route.fulfill(status=answer.status_code, headers=kept, body=answer.content)
