"""What a meeting asks of its members, its minute-taker and its chair."""

from concord.kernel.levels import TRACKED_LEVELS, HarmStatus
from concord.meetings.sittings.rules import AttendanceStatus
from concord.ui.fields import DateField, RadiosField, SelectField, TextAreaField, TextField
from concord.ui.forms import Form


class Record(Form):
    """What was agreed about one child."""

    level = RadiosField(
        label="Risk level agreed",
        choices=[(level.value, level.label) for level in TRACKED_LEVELS],
        inline=True,
        error_messages={"required": "Select the risk level that was agreed"},
    )
    harm_status = RadiosField(
        label="Harm",
        help_text="Harm already done is another question than risk.",
        choices=HarmStatus.choices,
        error_messages={"required": "Select what is known of harm"},
    )
    discussion = TextAreaField(label="What was discussed (optional)", required=False, rows=5)
    rationale = TextAreaField(
        label="Why this level",
        rows=3,
        error_messages={"required": "Give the reason for the level"},
    )
    dissent = TextAreaField(
        label="Who saw it differently, and why (optional)", required=False, rows=2
    )
    review_due_on = DateField(
        label="Next review",
        help_text="Leave empty to use the usual time for the level.",
        future=True,
        required=False,
    )


class Contribute(Form):
    """What one agency knows."""

    text = TextAreaField(
        label="What your agency knows",
        rows=4,
        error_messages={"required": "Write what your agency knows"},
    )
    share_with_family = RadiosField(
        label="May this be shared with the family?",
        choices=[("yes", "Yes"), ("no", "No")],
        inline=True,
        error_messages={"required": "Select whether this may be shared with the family"},
    )


class AddAction(Form):
    """An action for an agency. The agencies are filled in by the page."""

    text = TextField(
        label="What is to be done",
        max_length=500,
        error_messages={"required": "Enter what is to be done"},
    )
    owner = SelectField(
        label="By which agency",
        choices=[],
        error_messages={"required": "Select the agency that will do it"},
    )
    due_on = DateField(
        label="By when",
        future=True,
        error_messages={"required": "Enter the day by which it is done"},
    )


class Attend(Form):
    """Who came for each agency: one question per member, filled in by the page."""

    def ask(self, name: str, label: str) -> None:
        """Add the question for one agency."""
        self.fields[name] = RadiosField(
            label=label, choices=AttendanceStatus.choices, inline=True, required=False
        )
