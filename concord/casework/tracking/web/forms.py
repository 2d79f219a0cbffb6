"""What is asked when a lead worker is named and when tracking is closed."""

from concord.casework.tracking.rules import ClosureReason
from concord.ui.fields import RadiosField, SelectField, TextAreaField
from concord.ui.forms import Form


class LeadWorker(Form):
    """The lead worker. The people are filled in by the page."""

    user = SelectField(
        label="Lead worker", choices=[], error_messages={"required": "Select the lead worker"}
    )


class Close(Form):
    """The answers that closure needs (domain.md 2.11, annex B)."""

    reason = RadiosField(
        label="Why is tracking closed?",
        choices=ClosureReason.choices,
        error_messages={"required": "Select why tracking is closed"},
    )
    note = TextAreaField(
        label="What has changed for the child",
        rows=4,
        error_messages={"required": "Say what has changed for the child"},
    )
    family_told = RadiosField(
        label="Have the child and family been told?",
        choices=[("yes", "Yes"), ("no", "No")],
        inline=True,
        reveals={"no": "told_reason"},
        error_messages={"required": "Select whether the child and family have been told"},
    )
    told_reason = TextAreaField(label="Why not", required=False, rows=2)
