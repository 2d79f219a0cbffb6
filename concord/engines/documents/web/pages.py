"""One file: what is known of it, and handing it out."""

import hashlib
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header

from concord.engines.documents import access, places, queries, storage
from concord.engines.documents.rules import State
from concord.engines.documents.web.forms import AskForOriginal
from concord.kernel.verdicts import Verdict
from concord.trust.accounts.queries import names_of
from concord.trust.audit import log
from concord.trust.pages import CommandPage, RecordPage, ShowRecord
from concord.trust.step_up import StepUp

# Whoever embeds a file in a page of theirs is another site, or a page of ours gone wrong.
_SAME_SITE = ("same-origin", "none")
_EMBEDDED = ("audio", "embed", "frame", "iframe", "image", "object", "script", "style", "video")
_HEADERS = {
    "Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}


class _OnFile:
    """Pages about one file."""

    def visible_to(self, actor: Any) -> Any:
        return queries.visible_with_content(actor)


class ShowFile(_OnFile, ShowRecord):
    """What is known of a file, how far its examination has come, and the way to it."""

    template_name = "documents/file.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        file = self.record
        content = file.content
        names = names_of({file.attached_by})
        return super().get_context_data(**kwargs) | {
            "file": file,
            "state": State(content.state),
            "may_fetch": bool(access.may_fetch(self.actor, file)),
            "may_fetch_original": bool(access.may_fetch_original(self.actor, file)),
            "unscanned_practice": settings.PRACTICE and content.state == State.UNSCANNED,
            "facts": [
                {"key": "File name", "value": file.name},
                {"key": "Attached by", "value": names.get(file.attached_by, "")},
                {"key": "Size", "value": f"{-(-content.size // 1000):,} kB"},
                {"key": "Check", "value": State(content.state).label},
                {"key": "Fingerprint of the original (SHA-256)", "value": content.sha256},
            ],
            "back_to": reverse(places.address_of(file.record_type), args=[file.record_id]),
        }


class FetchFile(_OnFile, RecordPage):
    """Hand out the copy without metadata. Logged with the fingerprint of what was handed out."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        verdict = access.may_fetch(self.actor, self.record)
        if not verdict or not _asked_for_itself(request):
            reason = verdict.reason or "asked for by another site"
            return _refusal(self, reason)
        return _hand_out(self, storage.COPY)


class FetchOriginal(StepUp, _OnFile, CommandPage):
    """Hand out the file as it was sent, for a reason, to somebody who proves that it is them."""

    form_class = AskForOriginal
    template_name = "documents/original.html"

    def may(self, actor: Any, record: Any) -> Verdict:
        return access.may_fetch_original(actor, record)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "title": "Fetch the original file",
            "caption": self.record.name,
            "submit": "Fetch original",
            "back_to": reverse("documents:file", args=[self.record.pk]),
        }

    def form_valid(self, form: Any) -> HttpResponse:
        log.unmasked(
            self.record,
            subject_ids=[self.record.subject_id],
            by=self.actor,
            reason=form.cleaned_data["reason"],
        )
        self.forget_draft()
        return _hand_out(self, storage.ORIGINAL)


def _asked_for_itself(request: HttpRequest) -> bool:
    site = request.headers.get("Sec-Fetch-Site", "none")
    return site in _SAME_SITE and request.headers.get("Sec-Fetch-Dest", "") not in _EMBEDDED


def _refusal(page: Any, reason: str) -> HttpResponse:
    name = type(page).__name__
    log.refused(page.record, by=page.actor, command=name, reason=reason)
    context = {"status": 403, "title": "This file cannot be opened", "words": f"{reason}."}
    return render(page.request, "ui/error.html", context, status=403)


def _hand_out(page: Any, part: str) -> HttpResponse:
    file = page.record
    data = storage.read_sealed(file.content.location, part)
    log.downloaded(
        file,
        subject_ids=[file.subject_id],
        by=page.actor,
        sha256=hashlib.sha256(data).hexdigest(),
    )
    kind = file.content.media_type
    # A text is only taken when it is UTF-8 (inspection.py).
    said = f"{kind}; charset=utf-8" if kind == "text/plain" else kind
    response = HttpResponse(data, content_type=said, headers=_HEADERS)
    response["Content-Disposition"] = content_disposition_header(True, file.name)
    return response
