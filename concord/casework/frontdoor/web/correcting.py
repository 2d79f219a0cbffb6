"""Correct what the referrer said had happened."""

from typing import Any

from django.utils import timezone

from concord.casework.frontdoor import access, commands
from concord.trust.correcting import CorrectWording


class CorrectWorry(CorrectWording):
    """A new wording of what happened."""

    may = staticmethod(access.may_correct)
    field = "concern"
    called = "what happened"

    def visible_to(self, actor: Any) -> Any:
        return access.visible_to(actor).select_related("subject")

    def run(self, *, text: str, reason: str) -> object:
        return commands.correct_worry(
            self.record,
            by=self.actor,
            text=text,
            reason=reason,
            at=timezone.now(),
            seen=self.seen(),
        )
