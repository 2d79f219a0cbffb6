"""Log lines that name nobody (ASVS V16.2.5): what happened and where in the code.

The arguments of a message, the text of an exception and the address with its question mark may hold
what somebody typed. None of them is written: who did what to whom is in the audit log.
"""

import json
import logging
import traceback
from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse

request_id: ContextVar[str] = ContextVar("request_id", default="")


class JsonLines(logging.Formatter):
    """One JSON object a line, for a collector."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, tz=UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": _template(record),
            "request": request_id.get(),
        }
        line |= _of_request(getattr(record, "request", None))
        if status := getattr(record, "status_code", None):
            line["status"] = status
        # Names of our own for what went wrong, given as such: never what anybody typed.
        line |= getattr(record, "facts", {})
        if record.exc_info and record.exc_info[0]:
            line["exception"] = record.exc_info[0].__qualname__
            line["where"] = _where(record.exc_info[2])
        return json.dumps({key: value for key, value in line.items() if value != ""})


def _template(record: logging.LogRecord) -> str:
    """Return a message without its arguments, which may be anything."""
    # Django writes what it suspects into these messages itself; the logger's name tells the kind.
    if record.name.startswith("django.security") or not isinstance(record.msg, str):
        return ""
    return record.msg


def _of_request(request: object) -> dict[str, Any]:
    if not isinstance(request, HttpRequest):
        return {}
    match = request.resolver_match
    actor = getattr(request, "actor", None)
    user_id = getattr(actor, "user_id", None)
    return {
        "method": request.method,
        "page": match.view_name if match else "",
        "user": str(user_id) if user_id else "",
    }


def _where(trace: Any) -> list[str]:
    """Return the places in the code, the innermost last, without any line's text or values."""
    return [f"{frame.name} {frame.lineno}" for frame in traceback.extract_tb(trace)][-12:]


class RequestId:
    """Give every request a number that its log lines and its answer share."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        number = _given(request.headers.get("X-Request-ID", "")) or str(uuid4())
        # Not taken back afterwards: Django logs an answer when this is over.
        request_id.set(number)
        response = self.get_response(request)
        response.headers["X-Request-ID"] = number
        return response


def _given(text: str) -> str:
    # A proxy's own number, so that its log and ours can be laid side by side; nothing but a number.
    try:
        return str(UUID(text))
    except ValueError:
        return ""
