"""What the partnership's procedures say of joiners, movers, leavers and reviews of access."""

from collections.abc import Set
from datetime import date, timedelta

from concord.kernel.verdicts import Verdict, allowed_if

# Whoever holds these can widen their own sight or hide what they did: two people give them.
TWO_PERSON_ROLES = frozenset({"administrator", "information_governance"})
# Only the administrator chooses who looks after an agency's people.
ADMINISTRATORS_TO_GIVE = TWO_PERSON_ROLES | {"agency_lead"}
SHORTEST_REASON = 10


def reason_suffices(reason: str) -> Verdict:
    """A reason is read months later by somebody who was not there."""
    return allowed_if(
        len(reason.strip()) >= SHORTEST_REASON,
        f"Give the reason in at least {SHORTEST_REASON} characters.",
    )


def may_give(roles: Set[str], *, giver_is_administrator: bool) -> Verdict:
    """An agency's lead gives the roles of daily work; the rest are the administrator's to give."""
    return allowed_if(
        giver_is_administrator or not roles & ADMINISTRATORS_TO_GIVE,
        "Ask the partnership’s administrator to give or end this role.",
    )


def quarter_of(day: date) -> date:
    """Return the first day of the quarter that a day lies in."""
    return date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)


def review_is_overdue(due_on: date, *, on: date) -> Verdict:
    """A review is signed by its last day, that day included."""
    return allowed_if(on > due_on, "The review is not overdue yet.")


def review_due_on(quarter: date, *, days: int) -> date:
    """Return the last day for a quarter's review, counted in days from the quarter's first."""
    return quarter + timedelta(days=days)
