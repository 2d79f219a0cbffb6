"""What can be said of a person. No database, no clock."""

from datetime import date

from concord.kernel.choices import TextChoices
from concord.kernel.verdicts import ALLOWED, Verdict, refused

OLDEST_AGE = 120


class SubjectKind(TextChoices):
    PERSON = "person", "Person"


class BirthPrecision(TextChoices):
    DAY = "day", "Exact"
    MONTH = "month", "Month and year"
    YEAR = "year", "Year only"
    ESTIMATED = "estimated", "Estimated"
    UNKNOWN = "unknown", "Not known"


class Sex(TextChoices):
    """DfE codes from 2024-25 (domain.md section 10). Gender is another question."""

    MALE = "M", "Male"
    FEMALE = "F", "Female"
    UNKNOWN = "U", "Not known"


class NameKind(TextChoices):
    KNOWN_AS = "known_as", "Known as"
    LEGAL = "legal", "Legal name"
    ALIAS = "alias", "Alias"
    NICKNAME = "nickname", "Nickname or street name"


class AddressKind(TextChoices):
    HOME = "home", "Home"
    PLACEMENT = "placement", "Placement"
    FAMILY = "family", "Family"
    TEMPORARY = "temporary", "Temporary"


def birth_date_is_possible(born_on: date | None, *, today: date) -> Verdict:
    """A birth date lies in the past, within a lifetime. An unborn child has an expected date."""
    if born_on is None:
        return ALLOWED
    if born_on > today:
        return refused("The date of birth must be today or in the past.")
    if today.year - born_on.year > OLDEST_AGE:
        return refused(f"The date of birth must be within the last {OLDEST_AGE} years.")
    return ALLOWED
