"""One agreed action: what it is, and that it was done."""

from typing import Any

from django.utils import timezone

from concord.meetings.actions import access, commands
from concord.meetings.actions.rules import ActionState
from concord.trust.accounts.queries import names_of
from concord.trust.correcting import CorrectWording
from concord.trust.pages import CommandPage, ShowRecord
from concord.trust.wording import wording_of
from concord.ui.fields import TextAreaField
from concord.ui.forms import Form


class Complete(Form):
    """What was done, and how that is known."""

    evidence = TextAreaField(
        label="What was done, and how do you know?",
        help_text="For example: “Spoke to Sam at school on 4 March; the attendance record is with"
        " the front door.”",
        rows=5,
        error_messages={"required": "Say what was done and how you know"},
    )


class _OnAction:
    def visible_to(self, actor: Any) -> Any:
        return access.visible_to(actor).select_related("subject", "owner_agency")


class ShowAction(_OnAction, ShowRecord):
    """One action."""

    template_name = "actions/action.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        action = self.record
        names = names_of({action.set_by, action.completed_by})
        return super().get_context_data(**kwargs) | {
            "action": action,
            "is_open": action.state == ActionState.OPEN,
            "set_by": names.get(action.set_by, ""),
            "completed_by": names.get(action.completed_by, ""),
            "evidence": wording_of(action, "evidence"),
            "may_correct": bool(access.may_correct(self.actor, action)),
            "may_complete": bool(access.may_complete(self.actor, action)),
        }


class CompleteAction(_OnAction, CommandPage):
    """Say that an action was done, with the evidence."""

    may = staticmethod(access.may_complete)
    form_class = Complete
    template_name = "ui/form_page.html"
    done_message = "Action completed"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "title": self.record.text,
            "caption": f"Action for {self.record.subject.descriptor}",
            "submit": "Complete this action",
            "back_to": self.record.get_absolute_url(),
        }

    def run(self, *, evidence: str) -> object:
        return commands.complete_action(
            self.record, by=self.actor, evidence=evidence, at=timezone.now(), seen=self.seen()
        )


class CorrectEvidence(_OnAction, CorrectWording):
    """A new wording of the evidence."""

    may = staticmethod(access.may_correct)
    field = "evidence"
    called = "what was done"

    def run(self, *, text: str, reason: str) -> object:
        return commands.correct_evidence(
            self.record,
            by=self.actor,
            text=text,
            reason=reason,
            at=timezone.now(),
            seen=self.seen(),
        )
