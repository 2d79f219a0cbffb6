"""What connects two subjects: how it is said, how sure it is, and how long it may be kept.

domain.md 7.1 and annex A (PersonLink, Relationship). No database, no clock.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from concord.kernel.choices import TextChoices
from concord.kernel.verdicts import Verdict, allowed_if, first_refusal, refused

SHORTEST_SOURCE = 3
USES_PHONE = "uses_phone"


class Basis(TextChoices):
    FACT = "fact", "Fact"
    OPINION = "opinion", "Opinion"


class Confidence(TextChoices):
    """How sure whoever says so is, 1 to 3 (domain.md annex A)."""

    LOW = "1", "Low"
    MEDIUM = "2", "Medium"
    HIGH = "3", "High"


class Role(TextChoices):
    """The part that the first subject has in what connects the two. Never a label on a person."""

    NONE = "", "No role"
    VICTIM = "victim", "Victim"
    SUSPECTED_EXPLOITER = "suspected_exploiter", "Suspected exploiter"
    ASSOCIATE = "associate", "Associate"
    WITNESS = "witness", "Witness"
    PLACE_OF_HARM = "place_of_harm", "Place of harm"


class SafeToContact(TextChoices):
    NOT_ASKED = "", "Not asked"
    YES = "yes", "Yes"
    NO = "no", "No"
    UNKNOWN = "unknown", "Not known"


def safest(answers: Iterable[str]) -> str:
    """Return what to go by where several links to one person say different things: the safest."""
    order = (SafeToContact.NO, SafeToContact.UNKNOWN, SafeToContact.YES)
    said = set(answers)
    return next((answer.value for answer in order if answer in said), SafeToContact.NOT_ASKED)


@dataclass(frozen=True)
class Kind:
    """A type of link as it holds on a day: which ends it joins and how it is said from each.

    `says` and `says_back` hold {one} and {other}. `intrusive` links fall due for review.
    """

    code: str
    label: str
    says: str
    says_back: str
    ends: frozenset[tuple[str, str]]
    part: str
    intrusive: bool = False
    family: bool = False


@dataclass(frozen=True)
class Said:
    """What is needed to say a link as a sentence."""

    kind: Kind
    one: str
    other: str
    role: str = ""
    basis: str = Basis.FACT
    confidence: str = Confidence.HIGH
    source: str = ""
    from_on: date | None = None
    to_on: date | None = None
    confirmed_on: date | None = None


def sentence(said: Said, *, back: bool = False) -> str:
    """Return a link as one sentence, from its first subject, or from its second (`back`)."""
    pattern = said.kind.says_back if back else said.kind.says
    words = pattern.format(one=said.one, other=said.other)
    if said.role:
        words += f" ({said.one} as {Role(said.role).label.lower()})"
    if when := _when(said.from_on, said.to_on):
        words += f", {when}"
    if said.basis == Basis.OPINION:
        words = f"In the opinion of {said.source}, {words}"
        known = f"confidence {Confidence(said.confidence).label.lower()}"
    else:
        known = f"{said.source}, confidence {Confidence(said.confidence).label.lower()}"
    if said.confirmed_on:
        known += f", last confirmed {_day(said.confirmed_on)}"
    return f"{words}. {known[0].upper()}{known[1:]}."


def relation(kind: Kind, *, of: str, person: str, person_first: bool) -> str:
    """Return in a few words what a person is to somebody: "Parent", or "Lee is a child of Sam".

    A kind's label says it of the first end, and of both where it reads the same from each.
    """
    swapped = kind.says.format(one="{other}", other="{one}")
    if person_first or swapped == kind.says_back:
        return kind.label
    return kind.says_back.format(one=of, other=person)


def joins(kind: Kind, one: str, other: str) -> Verdict:
    """A link joins the kinds of subject that its type is for."""
    return allowed_if(
        (one, other) in kind.ends, f"“{kind.label}” does not join these two kinds of record."
    )


def period_is_possible(from_on: date | None, to_on: date | None, *, today: date) -> Verdict:
    """A link begins before it ends, and neither lies in the future."""
    if from_on and from_on > today:
        return refused("The day from which this holds must be today or in the past.")
    if to_on and to_on > today:
        return refused("The day on which this ended must be today or in the past.")
    return allowed_if(
        not (from_on and to_on) or from_on <= to_on,
        "The day on which this ended must not lie before it began.",
    )


def source_is_said(source: str) -> Verdict:
    """Everything that connects two people says where it comes from."""
    return allowed_if(len(source.strip()) >= SHORTEST_SOURCE, "Enter who says so, or the record.")


def contact_is_explained(safe_to_contact: str, note: str) -> Verdict:
    """Whoever says that somebody must not be contacted says why, for whoever picks up a phone."""
    return allowed_if(
        safe_to_contact != SafeToContact.NO or bool(note.strip()),
        "Enter why it is not safe to contact them.",
    )


def expires(kind: Kind, *, asked: date | None, today: date, days: int) -> date | None:
    """Return when a link lapses unless somebody reviews it; None for what is not intrusive.

    Mapping people without their consent is intrusive and expires (domain.md 7.1).
    """
    if not kind.intrusive:
        return None
    latest = today + timedelta(days=days)
    return min(asked, latest) if asked else latest


def expiry_is_possible(asked: date | None, *, today: date) -> Verdict:
    """A review lies ahead."""
    return allowed_if(asked is None or asked > today, "The review date must be in the future.")


def may_stand(kind: Kind, ends: Collection[object], one: str, other: str) -> Verdict:
    """A link joins two different subjects of the right kinds."""
    return first_refusal(
        allowed_if(len(set(ends)) == 2, "A record cannot be linked to itself."),
        joins(kind, one, other),
    )


def _when(from_on: date | None, to_on: date | None) -> str:
    if from_on and to_on:
        return f"from {_day(from_on)} to {_day(to_on)}"
    if from_on:
        return f"since {_day(from_on)}"
    return f"until {_day(to_on)}" if to_on else ""


def _day(on: date) -> str:
    return f"{on.day} {on:%B %Y}"
