"""Join two entries that are one person, and part them again: proposed by one, agreed by another."""

from typing import Any

from django.urls import reverse
from django.utils import timezone

from concord.desk.web.identity import OfPair, compared
from concord.desk.web.sight import SecondPerson
from concord.kernel.verdicts import Verdict
from concord.registers.identity import access, commands, queries
from concord.trust.access.queries import who_may_see
from concord.trust.accounts.queries import names_of
from concord.trust.actors import Actor
from concord.trust.audit import log
from concord.trust.pages import CommandPage
from concord.trust.step_up import StepUp
from concord.ui.fields import RadiosField, TextAreaField
from concord.ui.forms import Form


class WhichStays(Form):
    """Under which of the two everything is to stand, and why they are one."""

    stays = RadiosField(
        label="Under which entry should everything stand?",
        help_text="The other entry leads here from then on. Its name stays as another name.",
        error_messages={"required": "Select which entry stays"},
    )
    because = TextAreaField(
        label="How do you know that they are one person?",
        rows=3,
        error_messages={"required": "Explain how you know"},
    )


class WhyPart(Form):
    """Why two joined entries are two people."""

    because = TextAreaField(
        label="Why should they be parted?",
        help_text="What was recorded since they were joined stays with the entry that it is under.",
        rows=3,
        error_messages={"required": "Explain why"},
    )


class ProposeJoining(StepUp, OfPair):
    """Ask a second person to join two entries."""

    form_class = WhichStays
    template_name = "desk/join.html"
    done_message = "Proposed. The two are joined when a second person agrees."

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        form.fields["stays"].choices = [
            (str(one.pk), one.descriptor) for one in (self.record, self.other)
        ]
        return form

    def run(self, *, stays: str, because: str) -> object:
        pair = (self.record, self.other)
        kept, gone = pair if stays == str(self.record.pk) else pair[::-1]
        return commands.propose_joining(
            kept, by=self.actor, gone=gone, because=because, at=timezone.now()
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "one_sided": one_sided(self.actor, self.record, self.other),
            "submit": "Ask a second person",
        }


class _OfJoining(StepUp, CommandPage):
    def visible_to(self, actor: Actor) -> Any:
        return access.joinings_visible_to(actor).select_related("kept", "gone")

    def prepare(self) -> None:
        super().prepare()
        log.listed([self.record.gone_id], by=self.actor, page=type(self).__name__)

    def after(self, outcome: object) -> str:
        return reverse("desk:alike", args=[self.record.kept_id])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        joining = self.record
        pair = compared(self.actor, joining.kept_id, joining.gone_id)
        return super().get_context_data(**kwargs) | {
            **pair,
            "joining": joining,
            "names": pair["names"] | names_of({joining.proposed_by, joining.undo_proposed_by}),
            "one_sided": one_sided(self.actor, joining.kept, joining.gone),
            "followed": queries.followed(self.actor, joining),
            "submit": "Record my answer",
            "back_to": reverse("desk:alike", args=[joining.kept_id]),
        }


class AnswerJoining(_OfJoining):
    """Agree that two entries are joined, or parted again, or decline."""

    form_class = SecondPerson
    template_name = "desk/joining_answer.html"
    keeps_drafts = False  # One choice, and nothing to type.
    done_message = "Your answer is recorded"

    def may(self, actor: Actor, record: Any) -> Verdict:
        asked = access.may_answer_undoing if record.stands else access.may_answer
        return asked(actor, record)

    def run(self, *, answer: str) -> object:
        do = commands.answer_undoing if self.record.stands else commands.answer_joining
        return do(
            self.record,
            by=self.actor,
            agreed=answer == "agree",
            at=timezone.now(),
            seen=self.seen(),
        )


class ProposeUndoing(_OfJoining):
    """Ask a second person to part two joined entries."""

    form_class = WhyPart
    template_name = "desk/join.html"
    done_message = "Proposed. The two are parted when a second person agrees."

    def may(self, actor: Actor, record: Any) -> Verdict:
        return access.may_propose_undoing(actor, record)

    def run(self, *, because: str) -> object:
        return commands.propose_undoing(
            self.record, by=self.actor, because=because, at=timezone.now(), seen=self.seen()
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"submit": "Ask a second person"}


def one_sided(actor: Actor, one: Any, other: Any) -> list[tuple[str, list[str]]]:
    """Return, for each of two entries, who sees it now and does not see the other one."""
    on = timezone.localdate()
    seen = [{sight.who for sight in who_may_see(actor, each.pk, on=on)} for each in (one, other)]
    only = [sorted(seen[0] - seen[1]), sorted(seen[1] - seen[0])]
    return [(each.descriptor, who) for each, who in zip((one, other), only, strict=True) if who]
