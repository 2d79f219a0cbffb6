"""Where a new person chooses their password, with the link that they were handed."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url
from django.utils import timezone

from concord.desk.web import administration_forms as forms
from concord.trust.accounts.queries import actor_without_ceiling
from concord.trust.context import set_context
from concord.trust.pages import FormPage
from concord.trust.people import commands, queries
from concord.trust.people.models import Activation


class BeginAccount(FormPage):
    """Choose a password with a link that works once. Nobody has signed in here."""

    template_name = "desk/activate.html"
    form_class = forms.Activate
    done_message = "Your password is set. Sign in with it."
    keeps_drafts = False  # A password is never kept.

    activation: Activation

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        found = queries.activation_of(kwargs["token"], at=timezone.now())
        if found is None:
            return render(request, "desk/activate_over.html", status=404)
        self.activation = found
        # Whoever holds the link acts as the person it was made for, here and nowhere else.
        self.actor = actor_without_ceiling(found.user, on=timezone.localdate())
        set_context(self.actor)
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.activation.user
        return super().get_context_data(**kwargs) | {
            "title": "Choose your password",
            "submit": "Set my password",
            "name": user.full_name,
            "username": user.username,
        }

    def run(self, *, password: str, again: str) -> object:
        at = timezone.now()
        return commands.activate(self.activation, by=self.actor, password=password, at=at)

    def after(self, outcome: object) -> str:
        return resolve_url("account_login")
