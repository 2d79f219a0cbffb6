"""Base pages: find a record the viewer may know of, log that it was opened, run one command."""

import uuid
from collections.abc import Iterable
from typing import Any, ClassVar
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import QuerySet
from django.forms import CharField
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.views.generic import FormView, TemplateView, View

from concord.kernel.verdicts import ALLOWED, Verdict
from concord.trust.accounts.queries import names_of
from concord.trust.actors import Actor
from concord.trust.audit import log
from concord.trust.audit.reading import latest_change_of
from concord.trust.commands import Refused, Stale
from concord.trust.safekeeping import drafts, once
from concord.ui.conflicts import side
from concord.ui.filling import fill

SENT_BEFORE_WITH_OTHER_ANSWERS = (
    "This form was already sent with different answers. Check what was recorded before sending it"
    " again."
)


class ActorPage(View):
    """A page for a signed-in person. `may_open` decides by role; a refusal is a 403, logged."""

    # Nothing else is asked of a page: Django would take a PUT for a POST.
    http_method_names = ["get", "head", "options", "post"]
    # Roles that may open the page; empty means anybody who is signed in.
    roles: ClassVar[tuple[str, ...]] = ()

    actor: Actor

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.actor = request.actor  # type: ignore[attr-defined]

    def allowed(self) -> bool:
        """Return whether this person's roles open the page at all."""
        return not self.roles or self.actor.has_role(*self.roles)

    def answers(self, method: str) -> bool:
        """Return whether the page answers an HTTP method at all."""
        return method.lower() in self.http_method_names and hasattr(self, method.lower())

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        # Before anything is looked for: what a page never answers tells nothing of any record.
        if not self.answers(request.method or ""):
            return self.http_method_not_allowed(request, *args, **kwargs)
        if not self.allowed():
            name = type(self).__name__
            log.refused(name, by=self.actor, command=f"open {name}", reason="role")
            return render(
                request,
                "ui/error.html",
                {"status": 403, "title": "You cannot open this page"},
                status=403,
            )
        try:
            self.prepare()
            return super().dispatch(request, *args, **kwargs)
        except Http404:
            # An attempt at something hidden or absent is one too (ASVS V16.3.2).
            asked = next(iter(self.kwargs.values()), "")
            log.refused(asked, by=self.actor, command=type(self).__name__, reason="404")
            raise

    def prepare(self) -> None:
        """Find what the page is about, before the method runs."""

    def log_listed(self, subject_ids: Iterable[UUID | None]) -> None:
        """Record whose data this page shows."""
        log.listed(subject_ids, by=self.actor, page=type(self).__name__)


class Page(ActorPage, TemplateView):
    """A page that only shows something."""


class RecordPage(ActorPage):
    """A page about one record. The subclass says which records its viewer may know of."""

    record: Any

    def visible_to(self, actor: Actor) -> "QuerySet[Any]":
        """Return the records that this actor may know of, for this page."""
        raise NotImplementedError

    def subjects_of(self, record: Any) -> Iterable[UUID | None]:
        """Return whose data the page shows, for the log."""
        return [record.subject_id]

    def prepare(self) -> None:
        # Hidden and absent records get the same answer, so that neither is given away.
        try:
            self.record = self.visible_to(self.actor).get(pk=self.kwargs["pk"])
        except ObjectDoesNotExist:
            raise Http404 from None
        log.opened(
            self.record,
            subject_ids=self.subjects_of(self.record),
            by=self.actor,
            page=type(self).__name__,
        )


class ShowRecord(RecordPage, TemplateView):
    """A page that shows one record."""


class FormPage(ActorPage, FormView):
    """A form whose valid submission runs one command, once."""

    done_message: ClassVar[str] = ""
    # Whether what is typed is kept while it is being typed, and offered when the page is reopened.
    # Only a secret, a search and a form with nothing to type say no, each with its reason.
    keeps_drafts: bool = True
    # The key of the form on this page; a page that is shown afresh gets a fresh one.
    once_key: UUID | None = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        # Asked first: once a form is carried out, what it was about may be gone (a draft, say).
        key = once.key_of(request.POST) if request.method == "POST" else None
        if key and (replay := once.replay_of(self.actor.user_id, key, request.POST)):
            return HttpResponseRedirect(replay.went_to)
        return super().dispatch(request, *args, **kwargs)

    def run(self, **answers: Any) -> object:
        """Run the command with the form's answers."""
        raise NotImplementedError

    def after(self, outcome: object) -> str:
        """Return where to go when the command has run."""
        return self.get_success_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {
            "once": self.once_key or uuid.uuid4(),
            "version": self.version_shown(),
            **self._keeping(context["form"]),
        }

    def _keeping(self, form: Any) -> dict[str, Any]:
        """Put a draft back into the form, and say so to the page."""
        if not (self.keeps_drafts and form.visible_fields()):
            return {}
        # With its query: it may say whom else the form is about.
        page = self.request.get_full_path()
        draft = drafts.kept(page, by=self.actor)
        keep = {"page": page, "version": draft.version if draft else 0}
        if draft is None or form.is_bound:
            return {"keep": keep}
        fill(form, draft.answers)
        # The draft answers to the record as it was: what was saved since leads to a conflict.
        seen = draft.answers.get("_version")
        return {"keep": keep | {"draft": draft}} | ({"version": seen[0]} if seen else {})

    def version_shown(self) -> int | None:
        """Return the version of the record that this page shows, if it shows one."""
        return None

    def form_valid(self, form: Any) -> HttpResponse:
        key = once.key_of(self.request.POST)
        try:
            replay = once.claim(self.actor.user_id, key, self.request.POST) if key else None
        except once.OtherForm:
            form.add_error(None, SENT_BEFORE_WITH_OTHER_ANSWERS)
            return self.form_invalid(form, status=422)
        if replay:
            return HttpResponseRedirect(replay.went_to)
        try:
            outcome = self.run(**form.cleaned_data)
        except Refused as refusal:
            self._release(key)
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        except Stale as stale:
            self._release(key)
            return self.conflict(form, stale)
        return self._settled(key, resolve_url(self.after(outcome)))

    def form_invalid(self, form: Any, status: int = 200) -> HttpResponse:
        response = super().form_invalid(form)
        response.status_code = status
        return response

    def conflict(self, form: Any, stale: Stale) -> HttpResponse:
        """Show what is saved now beside what was typed; sending again is then a choice."""
        raise stale

    def _settled(self, key: UUID | None, went_to: str) -> HttpResponse:
        if key:
            once.settle(self.actor.user_id, key, went_to=went_to)
        self.forget_draft()
        if self.done_message:
            messages.success(self.request, self.done_message)
        return HttpResponseRedirect(went_to)

    def forget_draft(self) -> None:
        """Remove what was kept of this form: it has been carried out."""
        if self.keeps_drafts:
            drafts.forget(self.request.get_full_path(), by=self.actor)

    def _release(self, key: UUID | None) -> None:
        if key:
            once.release(self.actor.user_id, key)


class CommandPage(RecordPage, FormPage):
    """A form about one record: it remembers which version of the record its reader had."""

    # Shown when a page that is only a button is refused; pages with questions have their own.
    template_name = "ui/refused.html"

    def may(self, actor: Actor, record: Any) -> Verdict:
        """Return whether the form is offered and taken at all; the command asks once more."""
        return ALLOWED

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        verdict = self.may(self.actor, self.record)
        return super().get(request, *args, **kwargs) if verdict else self.refusal(verdict)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        verdict = self.may(self.actor, self.record)
        return super().post(request, *args, **kwargs) if verdict else self.refusal(verdict)

    def refusal(self, verdict: Verdict) -> HttpResponse:
        """Return the page that says why not, once the attempt is in the log.

        Whoever sent a form has their own words back, and nothing of the record. It is a conflict
        (409) where somebody else has changed the record since the form was opened.
        """
        name = type(self).__name__
        log.refused(self.record, by=self.actor, command=name, reason=verdict.reason)
        status = 409 if self.seen() not in (None, self.version_shown()) else 403
        context = {
            "status": status,
            "title": "You cannot do this",
            "words": verdict.reason,
            "typed": self._typed() if self.request.method == "POST" else [],
        }
        return render(self.request, "ui/error.html", context, status=status)

    def _typed(self) -> list[dict[str, str]]:
        # The bare form: what a page adds to it may tell of the record.
        boxes = FormView.get_form(self).visible_fields()
        words = [box for box in boxes if isinstance(box.field, CharField) and box.data]
        return [{"key": str(box.label), "value": str(box.data)} for box in words]

    def seen(self) -> int | None:
        """Return the version of the record that the sender had before them."""
        stated = self.request.POST.get("_version", "")
        return int(stated) if stated.isdecimal() else None

    def version_shown(self) -> int | None:
        return int(self.record.version)

    def after(self, outcome: object) -> str:
        return self.record.get_absolute_url()

    def conflict(self, form: Any, stale: Stale) -> HttpResponse:
        self.record = stale.record
        saved = type(form)(initial=self.get_initial())
        rows = [
            side(form, name, saved.get_initial_for_field(field, name), form.cleaned_data.get(name))
            for name, field in form.fields.items()
        ]
        differing = [row for row in rows if row["theirs"] != row["yours"]]
        form.data = form.data.copy()
        name = type(self).__name__
        log.refused(self.record, by=self.actor, command=name, reason="somebody else saved first")
        latest = latest_change_of(self.record)
        context = self.get_context_data(
            form=form,
            conflict=differing,
            conflict_by=names_of([latest.user_id]).get(latest.user_id, "") if latest else "",
            conflict_at=latest.at if latest else None,
        )
        return self.render_to_response(context, status=409)
