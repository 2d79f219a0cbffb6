"""What pages send by themselves, without a person's doing: it is no sign that somebody is there."""

from datetime import datetime

from django.http import HttpRequest

from concord.kernel.clocks import LONDON

HEADER = "Concord-Background"


def in_background(request: HttpRequest) -> bool:
    """Return whether a script sent this by itself. Such a request never keeps a session alive."""
    return HEADER in request.headers


def saved_words(at: datetime, *, version: int | None = None) -> dict[str, object]:
    """Return the answer to a form that was kept in the background."""
    said: dict[str, object] = {"saved": f"Saved at {at.astimezone(LONDON):%H:%M}"}
    return said if version is None else said | {"version": version}
