"""The pages of the gallery. Everybody and everything on them is invented."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from concord.ui.forms import Form
from concord.ui.gallery.forms import TYPED, WRONG, EveryField, Question, answers, posted
from concord.ui.gallery.samples import PROBE, samples

STATES: dict[str, Any] = {
    "empty": lambda form: form(),
    "full": lambda form: form(initial=answers()),
    "error": lambda form: form(posted(WRONG)),
}
DIFFERING = ("kinds", "seen_on", "story")


@require_safe
def components(request: HttpRequest, state: str) -> HttpResponse:
    """Show every component: with nothing in it, or with hard things in it."""
    if state not in ("empty", "full"):
        raise Http404
    if state == "full":
        messages.success(request, "Referral sent")
        messages.info(request, "The meeting has moved to 3pm")
        messages.info(request, f"{PROBE} is a name too")
    shown = samples(timezone.now()) if state == "full" else {}
    return render(request, "ui/gallery/components.html", shown | {"form": EveryField()})


@require_safe
def fields(request: HttpRequest, state: str) -> HttpResponse:
    """Show every kind of field: empty, full, or with errors."""
    return _form_page(request, EveryField, state, title="Every kind of field", caption="Gallery")


@require_safe
def question(request: HttpRequest, state: str) -> HttpResponse:
    """Show a page whose one question is its heading."""
    title = str(Question.base_fields["seen_on"].label)
    return _form_page(request, Question, state, title=title, heading_in_field=True)


@require_safe
def conflict(request: HttpRequest, state: str) -> HttpResponse:
    """Show what two people answered: at first, and (error) when a choice is missing."""
    if state not in ("full", "error"):
        raise Http404
    choices = {"_differs": list(DIFFERING), "_keep_kinds": "theirs"} if state == "error" else {}
    form = EveryField(posted(TYPED, **choices), initial=answers())
    context: dict[str, Any] = {"form": form, "title": "Every kind of field", "once": "gallery"}
    if state == "full":
        rows = [
            {"name": name, "label": form.fields[name].label, "theirs": answers()[name],
             "yours": form[name].value()}
            for name in DIFFERING
        ]  # fmt: skip
        context |= {"conflict": rows, "conflict_by": "Mia Cole", "conflict_at": timezone.now()}
    return render(request, "ui/form_page.html", context, status=409)


@require_safe
def error(request: HttpRequest, status: int) -> HttpResponse:
    """Show the page for an error."""
    return render(request, "ui/error.html", {"status": status}, status=status)


def _form_page(request: HttpRequest, form: type[Form], state: str, **context: Any) -> HttpResponse:
    if state not in STATES:
        raise Http404
    context |= {"form": STATES[state](form), "once": "gallery", "version": 1}
    return render(request, "ui/form_page.html", context)
