"""The page on which a wording is corrected: the earlier one stays, and can be read."""

from typing import Any, ClassVar

from django.http import HttpResponse
from django.urls import reverse

from concord.trust import hiding
from concord.trust.pages import CommandPage
from concord.trust.wording import wording_of
from concord.ui.fields import TextAreaField, TextField
from concord.ui.forms import Form


class Corrected(Form):
    """The wording as it should be, and why."""

    text = TextAreaField(
        label="The wording as it should be",
        rows=8,
        error_messages={"required": "Enter the wording as it should be"},
    )
    reason = TextField(
        label="Why is it corrected?",
        help_text="For example: “The wrong day was written down.”",
        max_length=300,
        error_messages={"required": "Enter why the wording is corrected"},
    )


class CorrectWording(CommandPage):
    """Correct one column of a record. The subclass says which, and runs its own command."""

    form_class = Corrected
    template_name = "ui/form_page.html"
    done_message = "Corrected. The earlier wording is kept."
    # The column, and what it is called on pages.
    field: ClassVar[str] = "text"
    called: ClassVar[str] = ""

    def get_initial(self) -> dict[str, Any]:
        return {"text": hiding.hidden(self._original())}

    def form_valid(self, form: Any) -> HttpResponse:
        form.cleaned_data["text"] = hiding.unhidden(form.cleaned_data["text"], self._original())
        return super().form_valid(form)

    def _original(self) -> str:
        return str(wording_of(self.record, self.field).text)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "title": f"Correct: {self.called}",
            "caption": self.record.subject.descriptor,
            "lead": "What was written stays, and can be read beside your correction.",
            "submit": "Save correction",
            "back_to": self.record.get_absolute_url(),
        }


def correction_link(name: str, *key: object) -> dict[str, str]:
    """Return the link of a summary row to the page that corrects it."""
    return {"href": reverse(name, args=key), "text": "Correct"}
