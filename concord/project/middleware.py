"""What happens around every request: whose session it is, who is asking, in which transaction."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import logout
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from concord.project.lockout import client_address
from concord.project.session_times import left, moment
from concord.trust.access.queries import actor_for
from concord.trust.accounts.models import User
from concord.trust.actors import NOBODY, NOBODY_ID, Actor
from concord.trust.audit import log
from concord.trust.audit.lines import coming_from, showing
from concord.trust.context import acting_as, set_context
from concord.trust.safekeeping import held
from concord.trust.safekeeping.background import in_background

Handler = Callable[[HttpRequest], HttpResponse]
# Says whose forms to hold after a session has ended. It opens nothing.
WHO_COOKIE = f"{settings.COOKIE_PREFIX}concord_who"
# Answered even while the database is away, and about nobody.
_WITHOUT_DATABASE = "/health/"
_signer = Signer(salt="concord.who")


class SessionClock:
    """End sessions that have been idle or open too long (ASVS V7.3; settings say how long)."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = timezone.now()
            if left(request, now) < timedelta(0):
                with acting_as(actor_for(request.user, on=timezone.localdate())) as actor:
                    log.signed_out(actor.user_id, by=actor, why="idle or open too long")
                logout(request)
            elif _somebody_is_there(request, now):
                request.session["seen_at"] = now.isoformat()
        return self.get_response(request)


def _somebody_is_there(request: HttpRequest, now: datetime) -> bool:
    # Rounded, so that not every request writes to the session.
    unused_for = now - moment(request, "seen_at", now)
    return unused_for > timedelta(seconds=30) and not in_background(request)


class HoldForms:
    """Keep a form whose sender's session has ended until they have signed in again."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated:
            who = _signer.sign(str(request.user.pk))
            if request.COOKIES.get(WHO_COOKIE) != who:
                response.set_cookie(
                    WHO_COOKIE,
                    who,
                    httponly=True,
                    samesite="Strict",
                    secure=settings.SECURE_COOKIES,
                )
        elif request.path == reverse("account_logout"):
            # Whoever signs out is done: the next person's late form is not to be kept for them.
            response.delete_cookie(WHO_COOKIE, samesite="Strict")
        return response

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if request.method != "POST" or request.user.is_authenticated:
            return None
        if not getattr(view, "login_required", True):
            return None
        if in_background(request):
            # Nobody pressed anything: the text is still in the page, which asks to sign in.
            return JsonResponse({"problem": "Sign in to go on saving."}, status=401)
        owner_id = _owner_of(request)
        if owner_id is None:
            return None
        with acting_as(Actor(user_id=owner_id, name="", agency_id=NOBODY_ID)):
            key = held.hold(owner_id, request.get_full_path(), request.POST, at=timezone.now())
        onward = urlencode({"next": reverse("held_form", args=[key])})
        return HttpResponseRedirect(f"{reverse(settings.LOGIN_URL)}?{onward}")


def _owner_of(request: HttpRequest) -> UUID | None:
    try:
        return UUID(_signer.unsign(request.COOKIES.get(WHO_COOKIE, "")))
    except (BadSignature, ValueError):
        return None


class SecurityContext:
    """Run the whole request in one transaction that knows who is asking (security.md 2.2).

    Templates render inside it, a server error undoes it, and the audit chain seals as it commits.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(_WITHOUT_DATABASE):
            return self.get_response(request)
        address = client_address(request)
        with transaction.atomic(), coming_from(address), showing() as shown:
            request.shown = shown  # type: ignore[attr-defined]
            user = request.user if isinstance(request.user, User) else None
            if user is None:
                request.actor = NOBODY  # type: ignore[attr-defined]
            else:
                on = timezone.localdate()
                request.actor = actor_for(user, on=on)  # type: ignore[attr-defined]
                set_context(request.actor)  # type: ignore[attr-defined]
            response = self.get_response(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
            return response
