"""The forms of an assessment, apart from the questions of a domain (questions.py)."""

from datetime import date
from typing import Any

from django.utils import timezone

from concord.casework.assessment import rules
from concord.casework.assessment.rules import readiness
from concord.kernel.levels import HarmStatus, Level
from concord.kernel.verdicts import Verdict
from concord.trust.reference.queries import choices
from concord.ui.fields import CheckboxesField, DateField, RadiosField, TextAreaField
from concord.ui.forms import Form

CHILD_WORDS = {
    "label": "What the child says, in their own words",
    "help_text": "Use quotation marks for what they said. Write if you have not been able to ask.",
    "required": False,
    "rows": 4,
}
TYPES_LABEL = "Which kinds of exploitation is the child at risk of?"


def exploitation_types() -> list[tuple[str, str]]:
    """Return the kinds of exploitation that a person may choose today."""
    return choices("exploitation_type", on=timezone.localdate())


class _Concluding(Form):
    """A form whose errors come from the rules, each beside its field."""

    def refuse(self, name: str, verdict: Verdict) -> None:
        """Show a rule's refusal beside a field."""
        if not verdict:
            self.add_error(name, verdict.reason)


class Overall(Form):
    """What belongs to no single part; saved at any time before submitting."""

    child_words = TextAreaField(**CHILD_WORDS)
    analysis = TextAreaField(
        label="Your analysis",
        help_text="What the answers mean together: who or what harms the child, what helps, and"
        " what you do not yet know. Write what happened to the child, not what you think of them.",
        required=False,
        rows=8,
    )
    exploitation_types = CheckboxesField(
        label=TYPES_LABEL, choices=exploitation_types, required=False
    )
    harm_status = RadiosField(
        label="Has the child already been harmed?",
        help_text="Harm is another question than risk.",
        choices=HarmStatus.choices,
        required=False,
    )


class Submit(_Concluding):
    """What the assessor concludes."""

    # Filled in by the page before the form is checked.
    computed: Level | None = None
    in_force_since: date | None = None

    professional_level = RadiosField(
        label="What is your own level?",
        help_text="The computed level supports your judgement. It does not replace it.",
        choices=Level.choices,
        error_messages={"required": "Select your own level"},
    )
    override_reason = TextAreaField(
        label="If your level differs from the computed one, why?",
        help_text="What you know that the answers do not show, in at least 30 characters.",
        required=False,
        rows=4,
    )
    harm_status = RadiosField(
        label="Has the child already been harmed?",
        help_text="Harm is another question than risk.",
        choices=HarmStatus.choices,
        error_messages={"required": "Select what is known of harm to the child"},
    )
    exploitation_types = CheckboxesField(
        label=TYPES_LABEL, choices=exploitation_types, required=False
    )
    child_words = TextAreaField(**CHILD_WORDS)
    assessed_on = DateField(
        label="Date of the assessment",
        help_text="The day for which it holds, not the day it is entered. For example, 27 3 2026.",
        past=True,
        error_messages={"required": "Enter the date of the assessment"},
    )

    def clean(self) -> dict[str, Any]:
        """An own level carries its reason; a child at risk is at risk of something."""
        answers = super().clean() or {}
        if answers.get("professional_level") and self.computed:
            level = Level(answers["professional_level"])
            reason = answers.get("override_reason", "")
            self.refuse(
                "override_reason", rules.override_is_explained(self.computed, level, reason)
            )
            types = answers.get("exploitation_types", [])
            self.refuse("exploitation_types", readiness.types_are_named(level, types))
        if answers.get("assessed_on"):
            verdict = readiness.day_is_possible(
                answers["assessed_on"],
                today=timezone.localdate(),
                in_force_since=self.in_force_since,
            )
            self.refuse("assessed_on", verdict)
        return answers


class Agree(_Concluding):
    """The second person's level."""

    # The assessor's level, filled in by the page.
    professional: Level | None = None

    final_level = RadiosField(
        label="Which level do you agree?",
        choices=Level.choices,
        error_messages={"required": "Select the level that you agree"},
    )
    reason = TextAreaField(
        label="If it differs from the assessor’s, why?",
        help_text="In at least 30 characters.",
        required=False,
        rows=4,
    )

    def clean(self) -> dict[str, Any]:
        """Another level than the assessor's carries its reason."""
        answers = super().clean() or {}
        if answers.get("final_level") and self.professional:
            verdict = readiness.other_level_is_explained(
                professional=self.professional,
                final=Level(answers["final_level"]),
                reason=answers.get("reason", ""),
            )
            self.refuse("reason", verdict)
        return answers


class SendBack(Form):
    """What the second person still needs."""

    because = TextAreaField(
        label="What should the assessor do next?",
        help_text="They see these words above the assessment.",
        rows=4,
        error_messages={"required": "Write what the assessor should do next"},
    )
