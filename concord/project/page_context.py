"""What every page needs to draw its frame."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from concord.project.navigation import navigation_for
from concord.project.printing import ticket_for
from concord.project.session_times import left
from concord.project.single_sign_on import agencies_with_sign_on
from concord.trust.accounts.models import Role
from concord.trust.actors import Actor
from concord.ui.words import sentence_list


def page_context(request: HttpRequest) -> dict[str, Any]:
    """Return the partnership's name, the mode, the person and their navigation."""
    actor: Actor | None = getattr(request, "actor", None)
    signed_in = actor is not None and actor.is_somebody
    return {
        "partnership": {"name": settings.PARTNERSHIP_NAME},
        "practice": settings.PRACTICE,
        "agencies_with_sign_on": agencies_with_sign_on,
        "actor": actor if signed_in else None,
        "print_ticket": lambda: ticket_for(request) if signed_in else "",
        "role_names": sentence_list(Role(role).label for role in sorted(actor.roles))
        if signed_in and actor
        else "",
        "session_seconds": _seconds_left(request) if signed_in else 0,
        "navigation": navigation_for(actor, request.path) if signed_in and actor else [],
    }


def _seconds_left(request: HttpRequest) -> int:
    return int(left(request, timezone.now()).total_seconds()) if hasattr(request, "session") else 0
