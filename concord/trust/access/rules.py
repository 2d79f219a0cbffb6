"""What the sharing agreement says about sight. No database, no clock."""

from collections.abc import Sequence
from datetime import date

from concord.kernel.choices import TextChoices
from concord.kernel.verdicts import Verdict, allowed_if

SHORTEST_BREAK_GLASS_REASON = 30
SHORTEST_FINDING = 20
SHORTEST_REASON = 20
# With one alone nobody could agree to unseal it again.
FEWEST_WHO_SEE_A_SEALED_RECORD = 2


class Compartment(TextChoices):
    """A part of what is known about a person; sight is given part by part."""

    IDENTITY = "identity", "Who the person is"
    REFERRAL = "referral", "Contacts and referrals"
    STATUTORY = "statutory", "Statutory social care"
    ASSESSMENT = "assessment", "Risk assessments"
    TRACKING = "tracking", "Risk level and review"
    MEETING = "meeting", "Meeting records"
    ACTION = "action", "Agreed actions"
    MACE_PART_ONE = "mace_part_one", "MACE part one"
    MACE_PART_TWO = "mace_part_two", "MACE part two"
    INTELLIGENCE_RAW = "intelligence_raw", "Intelligence as police hold it"
    INTELLIGENCE = "intelligence", "Sanitised intelligence"
    PERSONS_OF_CONCERN = "persons_of_concern", "Persons of concern"
    LOCATIONS = "locations", "Places of concern"
    HEALTH_DETAIL = "health_detail", "Details of health"
    PREVENT = "prevent", "Prevent"
    NRM = "nrm", "National referral mechanism"
    NON_RECENT = "non_recent", "Non-recent abuse"
    ADULT = "adult", "Adult safeguarding"
    SERVICE_NOTES = "service_notes", "Notes of services"


# The parts that a referral opens; every other is opened by what happens in it.
PARTS_OF_A_CASE = (
    Compartment.IDENTITY,
    Compartment.REFERRAL,
    Compartment.STATUTORY,
    Compartment.ASSESSMENT,
    Compartment.TRACKING,
    Compartment.MEETING,
    Compartment.ACTION,
)
# What a role may open that is no part of one person's record.
BESIDE_RECORDS = {
    "protected_address": "Protected addresses, for a reason",
    "statistics": "Figures",
    "audit": "The audit log",
}


class Ability(TextChoices):
    PUBLIC = "public", "Published only"
    SUMMARY = "summary", "Summary only"
    READ = "read", "Read"
    WRITE = "write", "Read and write"


class PrincipalKind(TextChoices):
    USER = "user", "Person"
    AGENCY = "agency", "Agency"


class RestrictionLevel(TextChoices):
    """domain.md 9.3."""

    RESTRICTED = "restricted", "Restricted"
    SEALED = "sealed", "Sealed"


class Wanted(TextChoices):
    """What a proposal about a record asks a second person for."""

    SEAL = "seal", "Seal the record"
    UNSEAL = "unseal", "Unseal the record"


class Answer(TextChoices):
    WAITING = "waiting", "Waiting"
    AGREED = "agreed", "Agreed"
    DECLINED = "declined", "Declined"


class EmergencyReason(TextChoices):
    """Why somebody opens a record that is not theirs (security design 2.5)."""

    DANGER = "danger", "A child is in danger now"
    MISSING = "missing", "A child is missing and we need to know where they may be"
    STRATEGY = "strategy", "A strategy discussion is being held now"
    OUT_OF_HOURS = "out_of_hours", "I am covering for somebody who cannot be reached"
    OTHER = "other", "Something else"


class Finding(TextChoices):
    """What the review of emergency access found."""

    JUSTIFIED = "justified", "It was needed"
    NOT_NEEDED = "not_needed", "It was not needed, and nothing wrong was meant"
    NOT_JUSTIFIED = "not_justified", "It was not justified: taken further"


def finding_suffices(words: str) -> Verdict:
    """A review says what it rests on."""
    return allowed_if(
        len(words.strip()) >= SHORTEST_FINDING,
        f"Say in at least {SHORTEST_FINDING} characters what you found and from whom.",
    )


def review_is_overdue(due_on: date, *, on: date) -> Verdict:
    """Emergency access is reviewed within two working days, the last of them included (2.5)."""
    return allowed_if(on > due_on, "The review is not overdue yet.")


def break_glass_reason_suffices(reason: str) -> Verdict:
    """Emergency access needs a real explanation, because somebody else will review it."""
    return allowed_if(
        len(reason.strip()) >= SHORTEST_BREAK_GLASS_REASON,
        f"Explain in at least {SHORTEST_BREAK_GLASS_REASON} characters why you need to see this"
        " record now.",
    )


def words_suffice(words: str) -> Verdict:
    """Whoever changes who sees a record, or how long it is kept, says why."""
    return allowed_if(
        len(words.strip()) >= SHORTEST_REASON,
        f"Explain in at least {SHORTEST_REASON} characters why.",
    )


def from_today_on(from_on: date, *, today: date) -> Verdict:
    """What somebody could open in the past stays as it was: it explains what they opened."""
    return allowed_if(from_on >= today, "Enter today or a later day: the past is not rewritten.")


def somebody_sees(people: Sequence[object], *, least: int) -> Verdict:
    """A record that nobody may open helps no child."""
    return allowed_if(
        len(set(people)) >= least,
        "Name at least two people: one alone could never unseal the record."
        if least > 1
        else "Name at least one person who may still see the record.",
    )
