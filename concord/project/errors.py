"""The pages for when something cannot be done. Hidden and absent records share one answer."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from concord.ui.errors import error_words


def page(request: HttpRequest, status: int) -> HttpResponse:
    """Return the error page for a status."""
    title, words = error_words(status)
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
