"""How long a session may still go on: idle, and in all (ASVS V7.3; the settings say how long)."""

from datetime import datetime, timedelta

from django.conf import settings
from django.http import HttpRequest


def moment(request: HttpRequest, name: str, now: datetime) -> datetime:
    """Return when the session began ("began_at") or was last used ("seen_at")."""
    if name not in request.session:
        request.session[name] = now.isoformat()
    return datetime.fromisoformat(request.session[name])


def left(request: HttpRequest, now: datetime) -> timedelta:
    """Return how long the session goes on from now if nothing is done; negative once it is over."""
    idle_end: datetime = moment(request, "seen_at", now) + settings.SESSION_IDLE
    last_end: datetime = moment(request, "began_at", now) + settings.SESSION_ABSOLUTE
    return min(idle_end, last_end) - now
