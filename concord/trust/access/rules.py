"""What the sharing agreement says about sight. No database, no clock."""

from concord.kernel.choices import TextChoices
from concord.kernel.verdicts import Verdict, allowed_if

SHORTEST_BREAK_GLASS_REASON = 30


class Compartment(TextChoices):
    """A part of what is known about a person; sight is given part by part."""

    IDENTITY = "identity", "Who the person is"
    REFERRAL = "referral", "Contacts and referrals"
    STATUTORY = "statutory", "Statutory social care"
    ASSESSMENT = "assessment", "Risk assessments"
    TRACKING = "tracking", "Risk level and review"
    MEETING = "meeting", "Meeting records"
    ACTION = "action", "Agreed actions"


class Ability(TextChoices):
    PUBLIC = "public", "Published figures only"
    READ = "read", "Read"
    WRITE = "write", "Read and write"


class PrincipalKind(TextChoices):
    USER = "user", "Person"
    AGENCY = "agency", "Agency"


class RestrictionLevel(TextChoices):
    """domain.md 9.3."""

    RESTRICTED = "restricted", "Restricted"
    SEALED = "sealed", "Sealed"


def break_glass_reason_suffices(reason: str) -> Verdict:
    """Emergency access needs a real explanation, because somebody else will review it."""
    return allowed_if(
        len(reason.strip()) >= SHORTEST_BREAK_GLASS_REASON,
        f"Explain in at least {SHORTEST_BREAK_GLASS_REASON} characters why you need to see this"
        " record now.",
    )
