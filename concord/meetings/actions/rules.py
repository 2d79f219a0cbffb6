"""What the procedures say about agreed actions. No database, no clock."""

from concord.kernel.choices import TextChoices
from concord.kernel.steps import Steps
from concord.kernel.verdicts import Verdict, allowed_if

SHORTEST_EVIDENCE = 20


class ActionState(TextChoices):
    OPEN = "open", "Open"
    COMPLETE = "complete", "Complete"
    CANCELLED = "cancelled", "Cancelled"


STEPS = Steps("action", {ActionState.OPEN: {ActionState.COMPLETE, ActionState.CANCELLED}})


def evidence_suffices(evidence: str) -> Verdict:
    """No action is complete without evidence (domain.md 2.2)."""
    return allowed_if(
        len(evidence.strip()) >= SHORTEST_EVIDENCE,
        f"Say what was done and how you know, in at least {SHORTEST_EVIDENCE} characters.",
    )
