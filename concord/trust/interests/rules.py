"""What joins a colleague to somebody on the register, and what follows. No database, no clock."""

from collections.abc import Iterable

from concord.kernel.choices import TextChoices
from concord.kernel.verdicts import Verdict, allowed_if


class Relation(TextChoices):
    """Why somebody must not see a record (domain.md 9.3)."""

    OWN = "own", "Own record"
    FAMILY = "family", "A member of the family"
    FRIEND = "friend", "A friend, or a friend’s child"
    NEIGHBOUR = "neighbour", "A neighbour"
    WORK = "work", "Somebody known from other work"
    OTHER = "other", "Something else"


class Origin(TextChoices):
    """How a conflict of interest came to be known."""

    DECLARED = "declared", "Declared"
    PROPOSED = "proposed", "Proposed by Concord and agreed"
    OWN_RECORD = "own_record", "Own record, found by Concord"


class Answer(TextChoices):
    """What was found out about something in common."""

    BLOCKED = "blocked", "A conflict of interest: the record is closed to them"
    DISMISSED = "dismissed", "No conflict of interest"


class Tie(TextChoices):
    """What a colleague and somebody on the register have in common, the strongest first.

    The values are the letters of the register's keys.
    """

    NUMBER = "n", "same NHS number"
    OWN = "o", "same name and date of birth"
    PHONE = "t", "same telephone number"
    HOME = "h", "same home postcode"
    SURNAME = "f", "same surname"


def is_own_record(kinds: Iterable[str]) -> bool:
    """Return whether what is in common says that the record is about the colleague."""
    return not {Tie.NUMBER, Tie.OWN}.isdisjoint(kinds)


def in_words(kinds: Iterable[str]) -> list[str]:
    """Return what is in common in words, the strongest first."""
    found = set(kinds)
    return [tie.label for tie in Tie if tie.value in found]


def reason_suffices(words: str, *, shortest: int) -> Verdict:
    """Whoever declares, lifts or dismisses a conflict of interest says why in some words."""
    return allowed_if(
        len(words.strip()) >= shortest, f"Explain in at least {shortest} characters why"
    )
