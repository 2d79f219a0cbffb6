"""Correct what one's agency said about a child, or a minute that stands."""

from typing import Any

from django.http import Http404
from django.utils import timezone

from concord.meetings.sittings import access, commands, rules
from concord.trust.correcting import CorrectWording


class CorrectContribution(CorrectWording):
    """A new wording of a contribution."""

    may = staticmethod(access.may_correct)
    called = "what your agency knows"

    def visible_to(self, actor: Any) -> Any:
        return access.contributions_visible_to(actor).select_related("subject")

    def run(self, *, text: str, reason: str) -> object:
        return commands.correct_contribution(
            self.record,
            by=self.actor,
            text=text,
            reason=reason,
            at=timezone.now(),
            seen=self.seen(),
        )


class CorrectMinute(CorrectWording):
    """A new wording of one part of a child's minute, after the meeting."""

    may = staticmethod(access.may_correct_minute)

    def visible_to(self, actor: Any) -> Any:
        return access.items_visible_to(actor).select_related("subject", "sitting__series")

    def prepare(self) -> None:
        super().prepare()
        part = self.kwargs["part"]
        if part not in rules.WORDED or not getattr(self.record, part):
            raise Http404
        self.field = part
        self.called = rules.WORDED[part]

    def run(self, *, text: str, reason: str) -> object:
        return commands.correct_minute(
            self.record,
            by=self.actor,
            field=self.field,
            text=text,
            reason=reason,
            at=timezone.now(),
            seen=self.seen(),
        )
