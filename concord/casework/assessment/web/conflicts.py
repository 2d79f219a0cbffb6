"""Two people saved the same part: what differs, and carrying out what the second one chooses."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from concord.casework.assessment.rules.readiness import GivenAnswer
from concord.casework.assessment.rules.tool import Domain
from concord.casework.assessment.web.questions import NOTE, given, how_of, when_of
from concord.casework.assessment.web.reading import times

SAVED, TYPED, BOTH = "saved", "typed", "both"
# Says that a form comes from the page where the choice is made.
CHOOSING = "_choosing"


@dataclass(frozen=True)
class Difference:
    """One question that two people answered differently, in the words of each."""

    name: str
    label: str
    saved: str
    typed: str
    error: str = ""

    @property
    def field(self) -> str:
        """The name under which the choice is sent."""
        return f"_keep_{self.name}"


def differences(
    domain: Domain, saved: Mapping[str, Any], typed: Mapping[str, Any]
) -> list[Difference]:
    """Return the questions on which what is saved and what was typed differ."""
    found = []
    for row in domain.indicators:
        theirs, yours = given(saved, row.code), given(typed, row.code)
        if theirs != yours:
            found.append(Difference(row.code, row.label, _in_words(theirs), _in_words(yours)))
    if (saved[NOTE] or "") != (typed.get(NOTE) or ""):
        note = Difference(NOTE, "Anything else about this part", saved[NOTE], typed[NOTE] or "")
        found.append(note)
    return found


def _in_words(answer: GivenAnswer) -> str:
    said = [answer.state.label, times(answer), answer.source_text]
    return ". ".join(part for part in said if part)


def unchosen(found: list[Difference], sent: Mapping[str, str]) -> list[Difference]:
    """Return the differences about which the sender has not said which to keep."""
    return [one for one in found if sent.get(one.field) not in (SAVED, TYPED, BOTH)]


def carried_out(sent: QueryDict, domain: Domain, saved: Mapping[str, Any]) -> QueryDict:
    """Return the form as if it had been typed the way that the sender chose."""
    merged = sent.copy()
    for row in domain.indicators:
        if sent.get(f"_keep_{row.code}") == SAVED:
            merged[row.code] = saved[row.code]
            merged[how_of(row.code)] = saved[how_of(row.code)]
            merged.setlist(when_of(row.code), saved.get(when_of(row.code), []))
    keep = sent.get(f"_keep_{NOTE}")
    if keep == SAVED:
        merged[NOTE] = saved[NOTE]
    elif keep == BOTH:
        merged[NOTE] = f"{saved[NOTE]}\n\n{sent.get(NOTE, '')}".strip()
    return merged
