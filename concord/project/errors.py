"""The pages for when something cannot be done. Hidden and absent records share one answer."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

_WORDS = {
    400: ("We could not read that form", "Go back, check what you entered and send it again."),
    403: ("You cannot open this page", "Your role does not include it. Nothing was changed."),
    404: ("Page not found", "It does not exist, or it is not yours to see."),
    413: (
        "That is too large",
        "A form may hold about 2 MB of text. Nothing was saved; go back to find what you typed.",
    ),
    500: (
        "Something went wrong",
        "Nothing was saved. Go back to find what you typed, and try again.",
    ),
}


def page(request: HttpRequest, status: int) -> HttpResponse:
    """Return the error page for a status."""
    title, words = _WORDS[status]
    return render(
        request, "ui/error.html", {"status": status, "title": title, "words": words}, status=status
    )


def forbidden_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its token: usually a page left open for long, or cookies switched off."""
    return page(request, 403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A request that cannot be read; one too large says so."""
    too_large = type(exception).__name__ in ("RequestDataTooBig", "TooManyFieldsSent")
    return page(request, 413 if too_large else 400)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(request, 404)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(request, 403)


def server_error(request: HttpRequest) -> HttpResponse:
    return page(request, 500)
