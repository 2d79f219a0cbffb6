"""That somebody printed a page: their browser says so, and the page says whose data it held.

A page carries whom it shows, signed for its reader, so that nobody can write another's name into
the log. A browser without scripts does not tell: the page was logged as opened all the same.
"""

from uuid import UUID

from django.core.signing import BadSignature, Signer
from django.http import Http404, HttpRequest, HttpResponse

from concord.trust.audit import log
from concord.trust.pages import ActorPage


class Printed(ActorPage):
    """Write into the log that a page was printed."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        try:
            page, keys = _signer(self.actor.user_id).unsign_object(request.POST.get("ticket", ""))
        except BadSignature:
            raise Http404 from None
        log.printed([UUID(key) for key in keys], by=self.actor, page=page)
        return HttpResponse(status=204)


def ticket_for(request: HttpRequest) -> str:
    """Return whom a page shows, signed for its reader, for its print to say; "" for nobody."""
    shown = getattr(request, "shown", None)
    if not shown or request.resolver_match is None:
        return ""
    keys = sorted(key.hex for key in shown)
    signer = _signer(request.actor.user_id)  # type: ignore[attr-defined]
    return signer.sign_object([request.resolver_match.view_name, keys])


def _signer(user_id: UUID) -> Signer:
    # Without a time: the same page says the same, and the log has a time of its own.
    return Signer(salt=f"concord.printed.{user_id}")
