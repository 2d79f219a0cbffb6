"""What speaks for two people being one, in the words of whoever would say it aloud."""

import re

from rapidfuzz.distance import OSA, Levenshtein

from concord.engines.linkage.conditions import Slip
from concord.engines.linkage.model import Part
from concord.kernel.text_keys import sound_key
from concord.registers.subjects.matching.nicknames import are_one_name, root_of
from concord.registers.subjects.matching.traits import Columns

_APART = {1: "one letter apart", 2: "two letters apart"}
# How a surname ends for a man and for a woman, in plain letters: Kovač / Kováčová, Kowalski /
# Kowalska, Novotný / Novotná. The man's ending is added to a stem or is nothing.
_HERS = re.compile(r"(?P<stem>.{2,})(?P<ending>ova|eva|ska|cka|dzka|na)$")
_HIS = {"ova": ("", "a", "o", "ov", "y"), "eva": ("ev",), "ska": ("ski", "sky"),
        "cka": ("cki", "cky"), "dzka": ("dzki",), "na": ("ny",)}  # fmt: skip


def said(part: Part, mine: Columns, theirs: Columns) -> tuple[str, ...]:
    """Return in words what a comparison says for two people being one: most often one sentence.

    The same whoever of the two comes first.
    """
    match part.comparison, part.level:
        case "name", "sounds" | "near":
            return (said_of_forenames(mine, theirs), said_of_surnames(mine, theirs))
        case "name", "surname":
            slip = _is_slip(mine, theirs)
            return (
                *([said_of_forenames(mine, theirs)] if slip else ()),
                said_of_surnames(mine, theirs),
            )
        case "name", "forename":
            return (said_of_forenames(mine, theirs),)
        case "born", "part":
            return (f"same date of birth but for the {_which_part(mine, theirs)}",)
        case "home", "postcode" | "near" if _same(mine, theirs, "street"):
            return ("same street", part.words)
    return (part.words,) if part.words else ()


def said_of_forenames(mine: Columns, theirs: Columns) -> str:
    """Return how alike two forenames are, in words."""
    one, other = mine["forename"] or "", theirs["forename"] or ""
    if one == other:
        return "same forename"
    if are_one_name(one, other):
        written = {one: mine["forename_written"], other: theirs["forename_written"]}
        root = root_of(one)
        # The form that stands for the rest comes last: Muhammad is another spelling of Mohammed.
        form, of = sorted(written, key=lambda name: (name == root, name))
        kind = "spelling" if sound_key(one) == sound_key(other) else "form"
        return f"{written[form]} is another {kind} of {written[of]}"
    return f"forename {_letters(one, other)}"


def said_of_surnames(mine: Columns, theirs: Columns) -> str:
    """Return how alike two surnames are, in words."""
    one, other = mine["surname"] or "", theirs["surname"] or ""
    if one == other:
        return "same surname"
    written = {one: mine["surname_written"], other: theirs["surname_written"]}
    for his, hers in ((one, other), (other, one)):
        if is_hers_for(his, hers):
            return f"{written[his]} / {written[hers]}, one surname for men and for women"
    return f"surname {_letters(one, other)}"


def is_hers_for(his: str, hers: str) -> bool:
    """Return whether one surname is the other's form for women, both in plain letters."""
    match = _HERS.fullmatch(hers)
    if match is None:
        return False
    stem = match["stem"]
    return any(his == stem + ending for ending in _HIS[match["ending"]])


def _is_slip(mine: Columns, theirs: Columns) -> bool:
    return Slip("forename").holds(mine, theirs)


def _letters(one: str, other: str) -> str:
    apart = Levenshtein.distance(one, other)
    if apart == 2 and OSA.distance(one, other) == 1:
        return "with two letters swapped"
    return _APART.get(apart, "that sounds the same")


def _which_part(mine: Columns, theirs: Columns) -> str:
    if _same(mine, theirs, "born_month"):
        return "day"
    return "year" if _same(mine, theirs, "born_day") else "month"


def _same(mine: Columns, theirs: Columns, column: str) -> bool:
    return mine[column] is not None and mine[column] == theirs[column]
