"""Everybody has a second factor, except invented people in practice mode."""

from collections.abc import Callable
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from concord.trust.accounts.factors import factors_of, is_invented, kind_of

# Where a person without a second factor may still go: to set one up, or to sign out.
_OPEN = ("/accounts/", "/static/", "/help/")


class SecondFactor:
    """Send a person without a second factor to set one up before anything else opens."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        onward = self._first(request)
        return HttpResponseRedirect(onward) if onward else self.get_response(request)

    def _first(self, request: HttpRequest) -> str:
        user: Any = request.user
        if not user.is_authenticated or request.path.startswith(_OPEN):
            return ""
        if is_invented(user):
            return ""
        asked = factors_of(user, on=timezone.localdate())
        if asked.lacking:
            return reverse(asked.lacking)
        used = {kind_of(proof) for proof in get_authentication_records(request, user)}
        if not asked.passkey_only or used & asked.proving:
            return ""
        onward = urlencode({"next": request.get_full_path()})
        return f"{reverse('mfa_reauthenticate_webauthn')}?{onward}"
