"""What the procedures say about tracking (domain.md 2.11, annex B). No database, no clock."""

from datetime import date

from concord.kernel.choices import TextChoices
from concord.kernel.levels import TRACKED_LEVELS, Level
from concord.kernel.verdicts import ALLOWED, Verdict, allowed_if, first_refusal, refused


class ClosureReason(TextChoices):
    RISK_REDUCED = "risk_reduced", "Risk reduced"
    MOVED_AWAY = "moved_out_of_area", "Moved out of the area"
    DIED = "deceased", "Died"
    TURNED_18 = "turned_18_transitioned", "Turned 18 and passed to adult services"
    DECLINED = "declined_service", "Declined the service, with a safety plan"
    NOT_APPROPRIATE = "service_not_appropriate", "Service not appropriate"
    DUPLICATE = "duplicate", "Duplicate record"
    OTHER_PATHWAY = "not_exploitation_other_pathway", "Not exploitation: another pathway"
    TRANSFERRED = "transferred_LA", "Passed to another local authority"


# A child at significant risk leaves tracking only for these; otherwise the level comes down first.
_FROM_SIGNIFICANT = frozenset(
    {
        ClosureReason.MOVED_AWAY,
        ClosureReason.DIED,
        ClosureReason.TRANSFERRED,
        ClosureReason.TURNED_18,
    }
)


def level_is_tracked(level: Level) -> Verdict:
    """Only children at emerging, moderate or significant risk are tracked."""
    return allowed_if(level in TRACKED_LEVELS, f"A child at “{Level(level).label}” is not tracked.")


def assessment_is_fresh(assessed_on: date, *, opened_on: date, days: int) -> Verdict:
    """Tracking starts from an assessment no older than `days` (annex B)."""
    age = (opened_on - assessed_on).days
    return allowed_if(
        0 <= age <= days,
        f"The assessment is {age} days old. Make a new one: tracking starts from an assessment of"
        f" the last {days} days.",
    )


def may_close_from(level: Level, reason: ClosureReason) -> Verdict:
    """Significant never closes directly as reduced risk (annex B)."""
    if level == Level.SIGNIFICANT and reason not in _FROM_SIGNIFICANT:
        return refused(
            "A child at significant risk cannot be closed for this reason. Agree a lower level"
            " first, so that the step down is seen to hold."
        )
    return ALLOWED


def closure_is_safe(
    *,
    open_actions: int,
    assessed_days_ago: int | None,
    fresh_days: int,
    family_told: bool,
    told_reason: str,
) -> Verdict:
    """Closure guards of domain.md 2.11 and annex B."""
    fresh = assessed_days_ago is not None and assessed_days_ago <= fresh_days
    return first_refusal(
        allowed_if(
            open_actions == 0,
            f"{open_actions} actions are still open. Complete or pass them on first.",
        ),
        allowed_if(fresh, f"The latest assessment must be of the last {fresh_days} days."),
        allowed_if(
            family_told or bool(told_reason.strip()),
            "Say that the child and family have been told, or why not.",
        ),
    )


def stock_reconciles(*, start: int, starts: int, ends: int, end: int) -> bool:
    """stock at the end = stock at the start + starts − ends (domain.md 8.1)."""
    return start + starts - ends == end
