"""Correct what one's agency said about a child."""

from typing import Any

from django.utils import timezone

from concord.meetings.sittings import access, commands
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
