"""Everybody has a second factor, except invented people in practice mode."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

# Where a person without a second factor may still go: to set one up, or to sign out.
_OPEN = ("/accounts/", "/static/", "/help/")


class SecondFactor:
    """Send a person without a second factor to set one up before anything else opens."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self._must_set_up(request):
            return HttpResponseRedirect(reverse("mfa_activate_totp"))
        return self.get_response(request)

    def _must_set_up(self, request: HttpRequest) -> bool:
        user: Any = request.user
        if not user.is_authenticated or request.path.startswith(_OPEN):
            return False
        if settings.PRACTICE and user.practice:
            return False
        return not is_mfa_enabled(user)
