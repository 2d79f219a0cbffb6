"""Whether the session goes on: asked by pages that stand open, and prolonged by a press."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from concord.project.session_times import left


@login_not_required
@require_http_methods(["GET", "POST"])
def session(request: HttpRequest) -> JsonResponse:
    """Return whose session it is, the seconds it has left, and a token for forms.

    Asked in the background it keeps nothing alive; a press of "Stay signed in" is not sent so.
    """
    signed_in = request.user.is_authenticated
    return JsonResponse(
        {
            "person": str(request.user.pk) if signed_in else "",
            "seconds": int(left(request, timezone.now()).total_seconds()) if signed_in else 0,
            "token": get_token(request),
        }
    )
