"""What can be said of a person. No database, no clock."""

from collections.abc import Mapping
from datetime import date

from concord.kernel.choices import TextChoices
from concord.kernel.verdicts import ALLOWED, Verdict, allowed_if, first_refusal, refused

OLDEST_AGE = 120
# Where it stands who says so, and what they say of a person.
SOURCED = {
    "ethnicity_source": ("ethnicity",),
    "language_source": ("first_language", "interpreter"),
    "disability_source": ("disabilities",),
    "sen_source": ("sen_provision",),
}


class SubjectKind(TextChoices):
    """What can be linked: people, and what they are connected with (domain.md annex A)."""

    PERSON = "person", "Person"
    PLACE = "place", "Place"
    PEER_GROUP = "peer_group", "Peer group"
    VEHICLE = "vehicle", "Vehicle"
    PHONE = "phone", "Telephone number"
    ONLINE_ACCOUNT = "online_account", "Online account"
    ONLINE_SPACE = "online_space", "Online space"
    ORGANISATION = "organisation", "Organisation"


class BirthPrecision(TextChoices):
    DAY = "day", "Exact"
    MONTH = "month", "Month and year"
    YEAR = "year", "Year only"
    ESTIMATED = "estimated", "Estimated"
    UNKNOWN = "unknown", "Not known"


def born_about(age: int, *, said_on: date) -> tuple[date, BirthPrecision]:
    """Return about when somebody was born whose age in years was guessed on a day."""
    return date(said_on.year - age, 7, 1), BirthPrecision.ESTIMATED


def life_is_possible(
    *, born_on: date | None, expected_on: date | None, died_on: date | None, today: date
) -> Verdict:
    """Somebody is born once, or expected, and dies no earlier and not in the future."""
    return first_refusal(
        birth_date_is_possible(born_on, today=today),
        born_or_expected(born_on, expected_on),
        death_is_possible(born_on, died_on, today=today),
    )


def born_or_expected(born_on: date | None, expected_on: date | None) -> Verdict:
    """Whoever is born is no longer expected."""
    return allowed_if(
        born_on is None or expected_on is None, "Leave this empty: there is a date of birth."
    )


def death_is_possible(born_on: date | None, died_on: date | None, *, today: date) -> Verdict:
    """Somebody dies no earlier than they were born, and not in the future."""
    if died_on is None:
        return ALLOWED
    if died_on > today:
        return refused("The day on which they died must be today or in the past.")
    return allowed_if(
        born_on is None or born_on <= died_on,
        "The day on which they died must not lie before they were born.",
    )


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
    SCRIPT = "script", "Name in another script"


class WhoSaid(TextChoices):
    """Who says so: what somebody says of themselves is never mixed with what others saw."""

    SELF = "self", "They say so themselves"
    PARENT = "parent", "A parent or carer says so"
    OBSERVED = "observed", "Somebody else’s impression"
    RETURN = "return", "A statutory return"


class Interpreter(TextChoices):
    UNKNOWN = "", "Not known"
    YES = "yes", "Yes"
    NO = "no", "No"


class AddressKind(TextChoices):
    HOME = "home", "Home"
    PLACEMENT = "placement", "Placement"
    FAMILY = "family", "Family"
    TEMPORARY = "temporary", "Temporary"


class WhyProtected(TextChoices):
    """Why nobody may learn an address who does not need it (domain.md 9.3)."""

    DANGER = "danger", "Somebody dangerous must not find them"
    PLACEMENT = "placement", "A foster home or another placement"
    REFUGE = "refuge", "A refuge or safe house"
    COURT = "court", "A court has ordered it"
    OTHER = "other", "Something else"


def unsourced(told: Mapping[str, object]) -> list[str]:
    """Return which sources are missing from what is told of a person (annex A)."""
    return [
        source
        for source, names in SOURCED.items()
        if any(told[name] for name in names) and not told[source]
    ]


def ends_after_it_began(from_on: date | None, to_on: date | None) -> Verdict:
    """A period ends no earlier than it begins."""
    return allowed_if(
        not (from_on and to_on) or from_on <= to_on,
        "The day on which this ended must not lie before it began.",
    )


def period_is_possible(from_on: date | None, to_on: date | None, *, today: date) -> Verdict:
    """What is recorded has begun by today and ends no earlier than it began."""
    if from_on and from_on > today:
        return refused("The day from which this holds must be today or in the past.")
    return ends_after_it_began(from_on, to_on)


def address_reason_suffices(words: str, *, shortest: int) -> Verdict:
    """Whoever asks for a protected address, or lifts its protection, says why in some words."""
    return allowed_if(
        len(words.strip()) >= shortest, f"Explain in at least {shortest} characters why"
    )


def about_age_is_possible(about_age: int | None, said_on: date | None, *, today: date) -> Verdict:
    """An age that somebody guessed means something only with the day on which they said it."""
    if about_age is None:
        return ALLOWED
    if about_age > OLDEST_AGE:
        return refused(f"The age must be {OLDEST_AGE} or less.")
    if said_on is None:
        return refused("Enter the day on which somebody said how old they look.")
    return allowed_if(
        said_on <= today, "The day on which it was said must be today or in the past."
    )


def birth_date_is_possible(born_on: date | None, *, today: date) -> Verdict:
    """A birth date lies in the past, within a lifetime. An unborn child has an expected date."""
    if born_on is None:
        return ALLOWED
    if born_on > today:
        return refused("The date of birth must be today or in the past.")
    if today.year - born_on.year > OLDEST_AGE:
        return refused(f"The date of birth must be within the last {OLDEST_AGE} years.")
    return ALLOWED
