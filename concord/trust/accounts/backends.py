"""Check a password, and refuse practice people outside practice mode."""

from typing import Any
from uuid import UUID

from allauth.account.auth_backends import AuthenticationBackend
from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.core.exceptions import PermissionDenied

from concord.trust.accounts.models import User


class PasswordBackend(AuthenticationBackend):
    """allauth's password check. Practice people exist in practice mode only."""

    def authenticate(self, request: Any, **credentials: Any) -> Any:
        """Return the person, or None. Raise PermissionDenied after too many failures.

        allauth sets aside a person who may not sign in, to tell them that their account is closed;
        a practice person outside practice mode is simply nobody.
        """
        if request is not None and not AxesProxyHandler.is_allowed(request, credentials):
            raise PermissionDenied
        user = super().authenticate(request, **credentials)
        if user is None:
            aside: Any = self.unstash_authenticated_user()
            if aside is not None and not aside.is_active:
                self._stash_user(aside)
        return user

    def user_can_authenticate(self, user: Any) -> bool:
        if user.practice and not settings.PRACTICE:
            return False
        return bool(user.is_active)

    def get_user(self, user_id: UUID) -> User | None:
        # Asked on every request, so that leaving or being disabled takes effect at once.
        user = User.objects.select_related("agency").filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None
