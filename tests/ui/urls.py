"""The gallery, with stand-ins for the pages that every page links to."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from concord.ui import urls as gallery


def stand_in(request: HttpRequest) -> HttpResponse:
    return HttpResponse("A page of another part")


def _namespace(name: str, *pages: str) -> tuple[list[object], str]:
    return [path(f"stand-in/{name}/{page}", stand_in, name=page) for page in pages], name


urlpatterns = [
    path("", include(gallery)),
    path("", include(_namespace("desk", "home", "search", "children", "insight", "interests"))),
    path("", include(_namespace("help", "help", "privacy", "accessibility"))),
    path("", include(_namespace("frontdoor", "drafts", "worklist"))),
    path("", include(_namespace("sittings", "list"))),
    path("", include(_namespace("assessment", "list"))),
    path("session", stand_in, name="session"),
    path("drafts", stand_in, name="keep_draft"),
    path("accounts/2fa/authenticate/", stand_in, name="mfa_authenticate"),
    path("accounts/login/", stand_in, name="account_login"),
    path("accounts/logout/", stand_in, name="account_logout"),
]
