"""What can be said of two entries that look alike. No database, no clock."""

from collections.abc import Iterable

from concord.kernel.choices import TextChoices
from concord.kernel.verdicts import Verdict, allowed_if, first_refusal

SHORTEST_REASON = 10
# What two entries weigh that look alike by chance only, in bits; and how many bits more than when
# they were said to be different make it worth looking at them again.
BY_CHANCE = -10.0
WORTH_LOOKING_AGAIN = 2.0


class Says(TextChoices):
    SAME = "same", "The same person"
    DIFFERENT = "different", "Not the same person"
    NOT_SURE = "not_sure", "Not sure yet"


def are_two(one: object, other: object, kinds: tuple[str, str]) -> Verdict:
    """A pair is two entries of one kind."""
    return allowed_if(one != other and kinds[0] == kinds[1], "Select another entry of this kind.")


def reason_suffices(because: str) -> Verdict:
    """Whoever reads it in a year must understand it (domain.md section 10: decided by, and why)."""
    return allowed_if(
        len(because.strip()) >= SHORTEST_REASON,
        f"Explain it in at least {SHORTEST_REASON} letters.",
    )


def still_settles(said_weight: float, weight_now: float) -> bool:
    """Return whether an earlier "not the same" still speaks for a pair.

    Weights are in bits of evidence. Where enough has been added since, what was known then is no
    longer what is known: the pair is shown again, with what was said of it.
    """
    return weight_now < said_weight + WORTH_LOOKING_AGAIN


def may_be_joined(*, either_elsewhere: bool, closed_alike: bool) -> Verdict:
    """Two entries that both still stand for themselves, and are closed to the same people.

    A restriction of one alone would be widened or narrowed by the joining: it is settled first.
    """
    return first_refusal(
        allowed_if(not either_elsewhere, "One of the two is joined with another entry already."),
        allowed_if(
            closed_alike,
            "The two are not open to the same people: one is restricted, or is proposed to be "
            "sealed. Settle that first.",
        ),
    )


# What blind keys have in common, in words (registers/subjects/keys.py).
_IN_COMMON = {
    "n": "the same number",
    "b": "the same birth date, or with day and month swapped",
    "m": "names that sound alike",
    "p": "the same postcode",
}


def in_common(kinds: Iterable[str]) -> list[str]:
    """Return in words what two entries have in common, by the kinds of their keys."""
    return [words for kind, words in _IN_COMMON.items() if kind in set(kinds)]


def is_worth_asking(kinds: Iterable[str]) -> bool:
    """Return whether keys alone make it worth asking: a number, or a name with something more."""
    found = set(kinds)
    return "n" in found or ("m" in found and bool({"b", "p"} & found))
