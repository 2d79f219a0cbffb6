"""What the procedures say about meetings. No database, no clock."""

from collections.abc import Set

from concord.kernel.choices import TextChoices
from concord.kernel.steps import Steps
from concord.kernel.verdicts import Verdict, allowed_if

SHORTEST_RATIONALE = 20
# The parts of a minute that are written in words, and what pages call them.
WORDED = {
    "rationale": "why",
    "discussion": "the discussion",
    "dissent": "what was seen differently",
}


class SeriesKind(TextChoices):
    RAM = "ram", "Risk assessment meeting"


class SittingState(TextChoices):
    PLANNED = "planned", "Planned"
    UNDER_WAY = "under_way", "Under way"
    CLOSED = "closed", "Closed"


class ItemState(TextChoices):
    LISTED = "listed", "To discuss"
    DISCUSSED = "discussed", "Done"
    DEFERRED = "deferred", "Deferred"


class AttendanceStatus(TextChoices):
    PRESENT = "present", "Present"
    DEPUTY = "deputy", "Deputy"
    APOLOGIES = "apologies", "Apologies"
    ABSENT = "absent", "Absent"
    REPORT_ONLY = "report_only", "Report only"


STEPS = Steps(
    "meeting",
    {
        SittingState.PLANNED: {SittingState.UNDER_WAY},
        SittingState.UNDER_WAY: {SittingState.CLOSED},
    },
)
ITEM_STEPS = Steps(
    "item",
    {
        ItemState.LISTED: {ItemState.DISCUSSED, ItemState.DEFERRED},
        ItemState.DEFERRED: {ItemState.DISCUSSED},
        # The minute may be put right until the meeting closes.
        ItemState.DISCUSSED: {ItemState.DISCUSSED},
    },
)


def quorum_is_met(present: Set[str], *, needed: Set[str]) -> Verdict:
    """A meeting decides only with its quorum present: agency kinds, set for each series."""
    missing = sorted(needed - present)
    return allowed_if(
        not missing, "The meeting is not quorate: nobody is here from " + ", ".join(missing) + "."
    )


def rationale_suffices(rationale: str) -> Verdict:
    """A level is agreed with its reason, in words a family could be read."""
    return allowed_if(
        len(rationale.strip()) >= SHORTEST_RATIONALE,
        f"Give the reason for the level in at least {SHORTEST_RATIONALE} characters.",
    )
