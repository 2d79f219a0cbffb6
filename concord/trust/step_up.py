"""Pages that ask again who it is: exports, emergency access, changes of roles (ASVS V7.5.3)."""

import time
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from concord.trust.accounts.factors import factors_of, kind_of
from concord.trust.pages import ActorPage
from concord.trust.safekeeping import held


def proved_recently(request: HttpRequest) -> bool:
    """Return whether this person showed who they are in this session lately enough.

    Signing in counts as well as being asked again; settings say how many seconds it lasts. Whoever
    has a second factor shows that: their password may be known to others.
    """
    user: Any = request.user
    if not user.is_authenticated:
        return False
    proving = factors_of(user, on=timezone.localdate()).proving
    proofs = get_authentication_records(request, user)
    latest = max((proof["at"] for proof in proofs if kind_of(proof) in proving), default=0.0)
    return time.time() - latest < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


class StepUp(ActorPage):
    """A page that opens only after its reader has proved, lately, that it is them.

    Put it first among the bases: `class BreakGlass(StepUp, CommandPage)`. Whoever may not open the
    page hears so and is not asked. A form that is sent too late is kept and comes back after.
    """

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the page, or ask for a proof first."""
        response: HttpResponse = super().get(request, *args, **kwargs)  # type: ignore[misc]
        if response.status_code >= 400 or proved_recently(request):
            return response
        return _asked_again(request, request.get_full_path())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Carry the form out, or keep it and ask for a proof first."""
        if proved_recently(request):
            return super().post(request, *args, **kwargs)  # type: ignore[misc, no-any-return]
        path = request.get_full_path()
        key = held.hold(self.actor.user_id, path, request.POST, at=timezone.now())
        return _asked_again(request, reverse("held_form", args=[key]))


def _asked_again(request: HttpRequest, onward: str) -> HttpResponse:
    """Lead to the proof that is asked of this person (ClosedAccounts says which), and back."""
    user: Any = request.user
    if lacking := factors_of(user, on=timezone.localdate()).lacking:
        return HttpResponseRedirect(reverse(lacking))
    return HttpResponseRedirect(
        f"{reverse('account_reauthenticate')}?{urlencode({'next': onward})}"
    )
