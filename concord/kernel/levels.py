"""Risk and harm are two questions, kept apart (domain.md 0.2, 3.2)."""

from concord.kernel.choices import TextChoices


class Level(TextChoices):
    """The report's words for the risk of exploitation, and what may stand in their place."""

    SIGNIFICANT = "significant", "Significant"
    MODERATE = "moderate", "Moderate"
    EMERGING = "emerging", "Emerging"
    NO_IDENTIFIED_RISK = "no_identified_risk", "No identified risk"
    INSUFFICIENT_INFORMATION = "insufficient_information", "Not enough known"


# Children at these levels are tracked; the others are not.
TRACKED_LEVELS = (Level.SIGNIFICANT, Level.MODERATE, Level.EMERGING)

_RANK = {
    Level.NO_IDENTIFIED_RISK: 0,
    Level.EMERGING: 1,
    Level.MODERATE: 2,
    Level.SIGNIFICANT: 3,
}


def is_lower(level: Level, than: Level) -> bool:
    """Return whether a level is lower than another. Not enough known is not on the scale."""
    return level in _RANK and than in _RANK and _RANK[level] < _RANK[than]


class HarmStatus(TextChoices):
    """What is known of harm already done (domain.md 3.2.5)."""

    NO_INDICATION = "no_indication", "No indication of harm"
    SUSPECTED = "suspected", "Harm suspected"
    EVIDENCED = "evidenced", "Harm evidenced"
    DISCLOSED = "disclosed", "Harm disclosed by the child"
    CONFIRMED = "confirmed", "Harm confirmed"
    HISTORIC_ONLY = "historic_only", "Past harm only"
