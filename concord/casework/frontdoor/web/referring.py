"""Make a referral: one thing per page, kept as a draft from the first answer on."""

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from concord.casework.frontdoor import commands, queries
from concord.casework.frontdoor.web import answers as between
from concord.casework.frontdoor.web import presenters
from concord.casework.frontdoor.web.forms import STEPS
from concord.trust.pages import ActorPage, FormPage, Page, RecordPage
from concord.trust.safekeeping import drafts, once
from concord.trust.safekeeping.background import in_background, saved_words
from concord.ui.forms import Form

FORM = "referral"
WHO_IT_IS = ("child", "known-by")


class Referring(ActorPage):
    """Only people whose role makes referrals."""

    def allowed(self) -> bool:
        return "referral" in self.actor.writes


class Drafts(Referring, Page):
    """Begin a referral, carry on with one, or see what became of those already made."""

    template_name = "frontdoor/drafts.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        made = list(queries.made_by(self.actor)[:20])
        self.log_listed(referral.subject_id for referral in made)
        return super().get_context_data(**kwargs) | {
            "drafts": drafts.mine(self.actor, FORM),
            "made": made,
        }


class Begin(Referring):
    """Start an empty draft."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        key = once.key_of(request.POST)
        replay = once.claim(self.actor.user_id, key, request.POST) if key else None
        if replay:
            return HttpResponseRedirect(replay.went_to)
        draft = drafts.begin(FORM, by=self.actor, at=timezone.now(), title="New referral")
        first = reverse("frontdoor:step", args=[draft.id, next(iter(STEPS))])
        if key:
            once.settle(self.actor.user_id, key, went_to=first)
        return HttpResponseRedirect(first)


class Step(Referring):
    """One page of the referral. Whatever was typed is kept, right or wrong."""

    template_name = "frontdoor/step.html"

    def prepare(self) -> None:
        if self.kwargs["step"] not in STEPS:
            raise Http404
        self.step: str = self.kwargs["step"]
        self.draft = drafts.find(self.kwargs["draft"], by=self.actor)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self._page(between.form_for(self.step, self.draft.answers))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        kept = between.typed(request.POST)
        name = self._name(kept)
        self.draft = drafts.save(
            self.draft.id, {self.step: kept}, by=self.actor, at=timezone.now(), title=name
        )
        if in_background(request):
            return JsonResponse(saved_words(self.draft.updated_at))
        if "_later" in request.POST:
            return HttpResponseRedirect(reverse("frontdoor:drafts"))
        form = between.form_for(self.step, self.draft.answers)
        if not form.is_valid():
            return self._page(form)
        return HttpResponseRedirect(self._onward())

    def _name(self, kept: dict[str, list[str]]) -> str:
        typed = kept.get("name", [""])[0].strip() if self.step == "child" else ""
        return typed or self.draft.title

    def _onward(self) -> str:
        steps = list(STEPS)
        after = steps[steps.index(self.step) + 1 :]
        if self.request.GET.get("then") == "check" or not after:
            return reverse("frontdoor:check", args=[self.draft.id])
        return reverse("frontdoor:step", args=[self.draft.id, after[0]])

    def _page(self, form: Form) -> HttpResponse:
        steps = list(STEPS)
        place = steps.index(self.step)
        before = (
            reverse("frontdoor:step", args=[self.draft.id, steps[place - 1]])
            if place
            else reverse("frontdoor:drafts")
        )
        context = {
            "form": form,
            "title": STEPS[self.step].title,  # type: ignore[attr-defined]
            "lead": getattr(STEPS[self.step], "lead", ""),
            "caption": f"Make a referral: step {place + 1} of {len(steps)}",
            "back_to": before,
            "draft": self.draft,
            "keep": {"action": self.request.path},
            "whom": self._whom(),
        }
        return render(self.request, self.template_name, context)

    def _whom(self) -> dict[str, Any] | None:
        """On the pages that say who the child is, ask meanwhile whom on the register it may be."""
        if self.step not in WHO_IT_IS or "identity" not in self.actor.reads:
            return None
        earlier = {} if self.step == "child" else self.draft.answers.get("child", {})
        known = [(name, value) for name, values in earlier.items() for value in values]
        return {"address": reverse("desk:whom"), "known": known}


class Check(Referring, FormPage):
    """Check the answers and send the referral."""

    template_name = "frontdoor/check.html"
    form_class = Form

    def prepare(self) -> None:
        self.draft = drafts.find(self.kwargs["draft"], by=self.actor)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._to_what_is_missing() or super().get(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        # Another window may have emptied an answer since this page was shown.
        return self._to_what_is_missing() or super().form_valid(form)

    def _to_what_is_missing(self) -> HttpResponse | None:
        missing = between.unanswered(self.draft.answers)
        if missing is None:
            return None
        return HttpResponseRedirect(reverse("frontdoor:step", args=[self.draft.id, missing]))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "sections": presenters.sections(self.draft),
            "warnings": between.number_warnings(self.draft.answers),
            "back_to": reverse("frontdoor:step", args=[self.draft.id, list(STEPS)[-1]]),
        }

    def run(self, **answers: Any) -> object:
        said = between.whole(self.draft.answers, by=self.actor)
        referral = commands.receive_contact(
            uuid.uuid4(), by=self.actor, child=said.child, worry=said.worry, at=timezone.now()
        )
        drafts.discard(self.draft.id, by=self.actor)
        return referral

    def after(self, outcome: Any) -> str:
        return reverse("frontdoor:sent", args=[outcome.pk])


class Discard(Referring):
    """Throw a draft away."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        drafts.discard(kwargs["draft"], by=self.actor)
        return HttpResponseRedirect(reverse("frontdoor:drafts"))


class Sent(RecordPage):
    """The referral has arrived: its reference, and when to expect an answer."""

    def visible_to(self, actor: Any) -> Any:
        return queries.made_by(actor)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return render(request, "frontdoor/sent.html", {"referral": self.record})
