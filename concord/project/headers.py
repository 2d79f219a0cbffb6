"""Answers stay private: not cached, not read by other origins, not given browser powers."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from concord.project.errors import page

Handler = Callable[[HttpRequest], HttpResponse]

_HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(), bluetooth=(),"
        " display-capture=(), browsing-topics=()"
    ),
    "Reporting-Endpoints": 'csp="/reports/csp"',
}
# Cookies stay: the header would take those of neighbouring services of the same council too.
_CLEAR = '"cache", "storage"'
_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
# "none" is a person at their own browser: a bookmark, or a form sent again after a restart.
_OUR_OWN = frozenset({"same-origin", "none"})


class PrivateHeaders:
    """Add the headers of security.md 2.6 to everything but static files."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        if request.method == "POST" and _is_sign_out(request):
            # Nothing of what was shown stays behind in a shared browser.
            response.headers["Clear-Site-Data"] = _CLEAR
        return response


class OwnPagesOnly:
    """Refuse changes that another site asked for, as the browser itself tells (ASVS V3.5.3).

    Stands beside the form's token: a browser that says nothing is held to the token alone.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked_by = request.headers.get("Sec-Fetch-Site", "none")
        if request.method not in _SAFE_METHODS and asked_by not in _OUR_OWN:
            return page(request, 403)
        return self.get_response(request)


def _is_sign_out(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and match.view_name == "account_logout"
