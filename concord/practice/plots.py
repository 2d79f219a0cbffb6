"""The shapes that invented children's stories take, so that every part of the work is seen."""

from dataclasses import dataclass
from random import Random

from concord.casework.frontdoor.rules import Decision
from concord.casework.tracking.rules import ClosureReason
from concord.kernel.choices import TextChoices
from concord.kernel.levels import TRACKED_LEVELS, Level


class Until(TextChoices):
    """How far a story has got by now, where that is not left to time."""

    RECEIVED = "received", "Not yet decided"
    REQUESTED = "requested", "Nobody has taken on the assessment"
    BEING_WRITTEN = "being_written", "The assessment is being written"
    SENT_BACK = "sent_back", "The assessment was sent back for more"
    SUBMITTED = "submitted", "The assessment waits for agreement"
    LISTED = "listed", "Listed for the next meeting"
    REVIEW_MISSED = "review_missed", "The review is overdue"


@dataclass(frozen=True)
class Plot:
    """One shape of story. Days count back from today for arrival, and forward after that."""

    code: str
    # How many of forty children follow it.
    share: int
    # The earliest and latest day of arrival; working days before today where the story is recent.
    arrives: tuple[int, int]
    decision: Decision = Decision.ASSESS
    level: Level = Level.MODERATE
    # Later levels, each from so many days after tracking began.
    turns: tuple[tuple[int, Level], ...] = ()
    # When and why tracking ends.
    closes: tuple[int, ClosureReason] | None = None
    until: Until | None = None
    # Whether the child was known before under another spelling, and whether they come back.
    known_before: bool = False
    comes_back: bool = False
    # Whether the child is a brother or sister of a child already followed.
    is_sibling: bool = False

    @property
    def is_recent(self) -> bool:
        """Whether the story is told up to a point near today rather than through the months."""
        return self.until is not None and self.until != Until.REVIEW_MISSED

    @property
    def is_held(self) -> bool:
        """Whether the child is tracked to this day at the level first agreed."""
        ends = self.closes or self.turns or self.until or self.is_sibling
        return self.decision == Decision.ASSESS and self.level in TRACKED_LEVELS and not ends


_REDUCED = ClosureReason.RISK_REDUCED

PLOTS = (
    Plot("held at moderate", 3, (60, 300), level=Level.MODERATE),
    Plot("decision due", 2, (1, 1), until=Until.RECEIVED),
    Plot("decision due, known before", 1, (1, 1), until=Until.RECEIVED, known_before=True),
    Plot("decision overdue", 1, (3, 3), until=Until.RECEIVED),
    Plot("waits for agreement", 2, (9, 9), until=Until.SUBMITTED),
    Plot("listed for the next meeting", 2, (9, 9), level=Level.SIGNIFICANT, until=Until.LISTED),
    Plot("being assessed", 1, (7, 7), until=Until.BEING_WRITTEN),
    Plot("held at significant", 3, (50, 240), level=Level.SIGNIFICANT),
    Plot("held at emerging", 4, (50, 330), level=Level.EMERGING),
    Plot("early help", 3, (20, 400), decision=Decision.EARLY_HELP),
    Plot("nobody has taken it on", 1, (4, 4), until=Until.REQUESTED),
    Plot(
        "falls and closes",
        2,
        (380, 400),
        level=Level.SIGNIFICANT,
        turns=((185, Level.MODERATE), (250, Level.EMERGING)),
        closes=(300, _REDUCED),
    ),
    Plot("known before", 2, (50, 120), level=Level.MODERATE, known_before=True),
    Plot("brother or sister", 2, (40, 60), level=Level.EMERGING, is_sibling=True),
    Plot("rises", 2, (120, 260), level=Level.EMERGING, turns=((60, Level.SIGNIFICANT),)),
    Plot("no further action", 2, (30, 410), decision=Decision.NO_FURTHER_ACTION),
    Plot("sent back", 1, (11, 11), until=Until.SENT_BACK),
    Plot("review overdue", 1, (60, 64), level=Level.SIGNIFICANT, until=Until.REVIEW_MISSED),
    Plot("closes", 2, (250, 400), level=Level.EMERGING, closes=(160, _REDUCED)),
    Plot("comes back", 1, (395, 410), level=Level.EMERGING, closes=(90, _REDUCED), comes_back=True),
    Plot("not at risk", 2, (40, 400), level=Level.NO_IDENTIFIED_RISK),
    Plot(
        "moves away",
        1,
        (200, 400),
        level=Level.SIGNIFICANT,
        closes=(70, ClosureReason.MOVED_AWAY),
    ),
    Plot("turns 18", 1, (200, 300), closes=(120, ClosureReason.TURNED_18)),
    Plot("advice", 2, (20, 400), decision=Decision.ADVICE),
    Plot("not enough known", 1, (40, 200), level=Level.INSUFFICIENT_INFORMATION),
    Plot("another area", 1, (30, 400), decision=Decision.OTHER_AREA),
    Plot("allocated worker", 1, (30, 400), decision=Decision.ALLOCATED_WORKER),
)


def cast(children: int, chance: Random) -> list[Plot]:
    """Return a plot for each of so many children: every plot once first, then by their shares."""
    first = list(PLOTS[:children])
    # What waits for somebody today stays few, however large the district.
    weights = [plot.share / 4 if plot.is_recent else plot.share for plot in PLOTS]
    return first + chance.choices(PLOTS, weights=weights, k=children - len(first))
