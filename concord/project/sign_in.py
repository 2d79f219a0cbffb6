"""How allauth is bound to Concord, and what happens to forms sent after a session had ended."""

from ipaddress import ip_address
from typing import Any
from uuid import UUID

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import LoginForm
from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from allauth.usersessions.views import ListUserSessionsView
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from concord.project.lockout import client_address
from concord.trust.access.queries import actor_for
from concord.trust.accounts.factors import factors_of
from concord.trust.audit import log
from concord.trust.pages import ActorPage
from concord.trust.safekeeping import held
from concord.trust.step_up import StepUp

# What each of the library's ways of showing it again takes.
_KINDS = {
    "reauthenticate": {"password"},
    "mfa_reauthenticate": {"totp", "recovery_codes"},
    "mfa_reauthenticate:webauthn": {"webauthn"},
}


class ClosedAccounts(DefaultAccountAdapter):
    """Accounts are made by the partnership: nobody signs up."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": "The user name or password is not correct",
    }

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Say nothing about signing in and out: the page that follows shows it."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Return how somebody may show again that it is them, the usual way first.

        Only by what proves it of them. Whoever has yet to set that up uses what they have, and
        their password while they have nothing else.
        """
        ways = super().get_reauthentication_methods(user)
        if not ways:
            return ways
        asked = factors_of(user, on=timezone.localdate())
        kinds = asked.owned & asked.proving or asked.owned or {"password"}
        return [way for way in ways if _KINDS[way["id"]] & kinds]

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the address that our own proxy has seen, or none that anybody has."""
        try:
            return str(ip_address(client_address(request)))
        except ValueError:
            return "0.0.0.0"  # noqa: S104 - written down, not listened on


class EndedFromElsewhere(DefaultUserSessionsAdapter):
    """People see where they are signed in, and end it (ASVS V7.5.2). Each ending is logged."""

    def end_sessions(self, sessions: list[Any]) -> None:
        """End some sessions of one person."""
        super().end_sessions(sessions)
        for session in sessions:
            by = actor_for(session.user, on=timezone.localdate())
            log.signed_out(session.user_id, by=by, why="ended from another session")


class WhereSignedIn(StepUp, ListUserSessionsView):  # type: ignore[misc]
    """Where somebody is signed in, and one press that ends every session but this one."""


class SignIn(LoginForm):
    """User name and password, in the words of the other pages."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = "User name"
        self.fields["login"].error_messages["required"] = "Enter your user name"
        self.fields["login"].widget.attrs = {"autocomplete": "username"}
        self.fields["password"].label = "Password"
        self.fields["password"].help_text = ""
        self.fields["password"].error_messages["required"] = "Enter your password"
        self.fields["password"].widget.attrs = {"autocomplete": "current-password"}


class HeldForm(ActorPage):
    """What a person sent after their session had ended: one press sends it again."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest, key: UUID) -> HttpResponse:
        user_id = self.actor.user_id
        found = held.take(key, owner_id=user_id, at=timezone.now()) if user_id else None
        if found is None:
            raise Http404
        path, answers = found
        return render(request, "project/held_form.html", {"path": path, "answers": answers})
