"""Everybody has a second factor, except invented people in practice mode."""

from collections.abc import Callable
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from concord.trust.accounts.models import Role
from concord.trust.accounts.queries import roles_of

# Where a person without a second factor may still go: to set one up, or to sign out.
_OPEN = ("/accounts/", "/static/", "/help/")
# Codes can be talked out of people; passkeys cannot (ASVS V6.3.3). For those who give access, and
# for those who see intelligence.
PASSKEY_ROLES = frozenset(
    {Role.ADMINISTRATOR, Role.INFORMATION_GOVERNANCE, Role.POLICE, Role.POLICE_INTELLIGENCE}
)


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
        if settings.PRACTICE and user.practice:
            return ""
        if roles_of(user, on=timezone.localdate()) & PASSKEY_ROLES:
            return _passkey_first(request, user)
        return "" if is_mfa_enabled(user) else reverse("mfa_activate_totp")


def _passkey_first(request: HttpRequest, user: Any) -> str:
    if not is_mfa_enabled(user, [Authenticator.Type.WEBAUTHN]):
        return reverse("mfa_add_webauthn")
    used = {proof.get("type") for proof in get_authentication_records(request, user)}
    if Authenticator.Type.WEBAUTHN in used:
        return ""
    onward = urlencode({"next": request.get_full_path()})
    return f"{reverse('mfa_reauthenticate_webauthn')}?{onward}"
