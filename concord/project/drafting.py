"""Where pages keep what is being typed, by themselves or by the button "come back later"."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone

from concord.trust.pages import ActorPage, FormPage
from concord.trust.safekeeping import drafts
from concord.trust.safekeeping.background import in_background, saved_words
from concord.trust.safekeeping.models import Draft

# What belongs to sending a form, not to what was typed. Its version stays: see trust/pages.py.
_UNKEPT = ("csrfmiddlewaretoken", "_once", "_page", "_draft", "_later", "_start_again")
_LONGEST_PAGE = Draft._meta.get_field("page").max_length
KEPT = "What you typed is saved. Open the same page again to carry on."
ELSEWHERE = (
    "This form is also open in another window, and was saved there. What you type here is not"
    " being kept until you send it."
)


class KeepDraft(ActorPage):
    """Keep an unfinished form for its author alone (security.md 2.6), or throw it away.

    It shows nothing: what was kept is only ever read on the page it belongs to, which asks first
    whether its reader may still see the record.
    """

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        page = request.POST.get("_page", "")
        if not _takes_drafts(page):
            raise Http404
        if "_start_again" in request.POST:
            drafts.forget(page, by=self.actor)
            return HttpResponseRedirect(page)
        typed = {name: values for name, values in request.POST.lists() if name not in _UNKEPT}
        known = request.POST.get("_draft", "")
        try:
            draft = drafts.keep(
                page,
                typed,
                by=self.actor,
                at=timezone.now(),
                known=int(known) if known.isdecimal() else None,
            )
        except drafts.Elsewhere:
            return self._elsewhere(request)
        if in_background(request):
            return JsonResponse(saved_words(draft.updated_at, version=draft.version))
        messages.success(request, KEPT)
        return HttpResponseRedirect(reverse("desk:home"))

    def _elsewhere(self, request: HttpRequest) -> HttpResponse:
        if in_background(request):
            return JsonResponse({"problem": ELSEWHERE}, status=409)
        context: dict[str, Any] = {
            "status": 409,
            "title": "This form is open in another window",
            "words": "It was saved there. Go back: everything you typed here is still in the form.",
        }
        return render(request, "ui/error.html", context, status=409)


def _takes_drafts(page: str) -> bool:
    if len(page) > _LONGEST_PAGE:
        return False
    try:
        view = getattr(resolve(page.partition("?")[0]).func, "view_class", None)
    except Resolver404:
        return False
    return bool(view and issubclass(view, FormPage) and view.keeps_drafts)
