"""What the procedures say about contacts and referrals. No database, no clock."""

from collections.abc import Set
from datetime import date

from concord.kernel.choices import TextChoices
from concord.kernel.clocks import working_days_after
from concord.kernel.steps import Steps
from concord.kernel.verdicts import ALLOWED, Verdict, allowed_if, refused

SHORTEST_RATIONALE = 20
SEXUAL_TYPES = frozenset({"CSE", "online_grooming"})


class ReferralStatus(TextChoices):
    RECEIVED = "received", "Received"
    ACKNOWLEDGED = "acknowledged", "Acknowledged"
    DECIDED = "decided", "Decided"
    CLOSED = "closed", "Closed"


class Channel(TextChoices):
    ONLINE = "online", "Online form"
    PHONE = "phone", "Phone"
    RETURN = "return", "Statutory return"


class Known(TextChoices):
    YES = "yes", "Yes"
    NO = "no", "No"
    UNKNOWN = "unknown", "Not known"


class Consent(TextChoices):
    """domain.md P-C1. Sharing to protect a child does not depend on it."""

    OBTAINED = "obtained", "Yes, consent was given"
    NOT_SOUGHT_UNSAFE = "not_sought_unsafe", "No, asking would put the child at more risk"
    NOT_REQUIRED = "not_required_s47", "No, a section 47 enquiry does not need it"
    REFUSED_OVERRIDDEN = "refused_overridden", "It was refused, and I am sharing anyway"


class Threshold(TextChoices):
    """The continuum of need (domain.md section 1); local words may differ."""

    UNIVERSAL = "1", "Level 1: universal"
    EARLY_HELP = "2", "Level 2: early help"
    TARGETED = "3", "Level 3: child in need"
    SPECIALIST = "4", "Level 4: child protection"


class Decision(TextChoices):
    ASSESS = "assess", "Assess the risk of exploitation"
    EARLY_HELP = "early_help", "Offer early help"
    ADVICE = "information_advice", "Give information and advice"
    ALLOCATED_WORKER = "passed_to_allocated_worker", "Pass to the allocated worker"
    OTHER_AREA = "transferred_LA", "Pass to another local authority"
    NO_FURTHER_ACTION = "nfa", "No further action"


STEPS = Steps(
    "referral",
    {
        ReferralStatus.RECEIVED: {ReferralStatus.ACKNOWLEDGED, ReferralStatus.DECIDED},
        ReferralStatus.ACKNOWLEDGED: {ReferralStatus.DECIDED},
        ReferralStatus.DECIDED: {ReferralStatus.CLOSED},
    },
)


def decision_due_on(received_on: date, *, working_days: int, holidays: Set[date]) -> date:
    """Return the day by whose end a referral is decided (domain.md annex C)."""
    # The clock starts at receipt, not when somebody keys the referral in.
    return working_days_after(received_on, working_days, holidays=holidays)


def rationale_suffices(rationale: str) -> Verdict:
    """A decision carries its reason (domain.md annex A, Referral)."""
    return allowed_if(
        len(rationale.strip()) >= SHORTEST_RATIONALE,
        f"Explain the decision in at least {SHORTEST_RATIONALE} characters.",
    )


def social_care_must_assess(*, age: int | None, learning_disability: str, types: Set[str]) -> bool:
    """Return whether social care must take the referral on (domain.md 2.8 [F3]).

    A child under 13, or one with a learning disability, with a sexual concern.
    """
    vulnerable = (age is not None and age < 13) or learning_disability == Known.YES
    return vulnerable and not SEXUAL_TYPES.isdisjoint(types)


def decision_is_open(decision: Decision, *, must_assess: bool) -> Verdict:
    """A referral that social care must take on cannot be turned away at the door."""
    if must_assess and decision != Decision.ASSESS:
        return refused(
            "A child under 13, or with a learning disability, about whom there is a sexual concern"
            " must be assessed by social care."
        )
    return ALLOWED


def consent_is_explained(consent: Consent, reason: str) -> Verdict:
    """Sharing against a refusal carries its reason (domain.md annex A)."""
    if consent == Consent.REFUSED_OVERRIDDEN and not reason.strip():
        return refused("Say why you are sharing although consent was refused.")
    return ALLOWED


def is_within_months(earlier: date, later: date, *, months: int) -> bool:
    """Return whether `later` falls no more than that many months after `earlier`."""
    index = earlier.year * 12 + earlier.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return (later.year, later.month, later.day) <= (year, month, earlier.day)


# DfE referral source codes (domain.md section 10) by the kind of agency that refers.
_SOURCES = {
    "school": "2A",
    "education": "2B",
    "health": "3F",
    "police": "6",
    "social_care": "5B",
    "youth_justice": "5B",
}


def source_code_for(agency_kind: str) -> str:
    """Return the statutory source code of a referral from this kind of agency."""
    return _SOURCES.get(agency_kind, "8")
