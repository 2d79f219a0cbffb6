"""The page on which a file is attached to a record; each app has its own, with its own command."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone

from concord.engines.documents import rules, storing
from concord.engines.documents.web.forms import Attach
from concord.engines.documents.web.receiving import was_too_large
from concord.trust.pages import CommandPage


class AttachFile(CommandPage):
    """Ask for a file. The subclass says to which record, and runs its command in `attach`."""

    form_class = Attach
    template_name = "documents/attach.html"
    done_message = "The file is attached. It can be opened once it has been checked."

    def attach(self, upload: storing.Upload) -> object:
        """Run the app's command with what was sent."""
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        limits = storing.limits_on(timezone.localdate())
        return super().get_context_data(**kwargs) | {
            "title": "Attach a file",
            "submit": "Attach file",
            "largest": limits.size // rules.MEGABYTE,
            "allowed": rules.ALLOWED_WORDS,
            "back_to": self.record.get_absolute_url(),
        }

    def form_valid(self, form: Any) -> HttpResponse:
        self.upload = _as_upload(form.cleaned_data)
        try:
            storing.check(self.upload, by=self.actor, on=timezone.localdate())
        except rules.Unacceptable as fault:
            form.add_error("file", str(fault))
            return self.form_invalid(form)
        return super().form_valid(form)

    def form_invalid(self, form: Any, status: int = 200) -> HttpResponse:
        if was_too_large(self.request):
            limits = storing.limits_on(timezone.localdate())
            form.errors.pop("file", None)
            form.add_error("file", rules.fits(limits.size + 1, used=0, limits=limits).reason)
        return super().form_invalid(form, status)

    def run(self, **answers: Any) -> object:
        return self.attach(self.upload)


def _as_upload(answers: dict[str, Any]) -> storing.Upload:
    file = answers["file"]
    return storing.Upload(name=file.name, data=file.read(), about=answers["about"])
