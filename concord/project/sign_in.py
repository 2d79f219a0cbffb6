"""How allauth is bound to Concord, and what happens to forms sent after a session had ended."""

from typing import Any
from uuid import UUID

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import LoginForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from concord.trust.pages import ActorPage
from concord.trust.safekeeping import held


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
