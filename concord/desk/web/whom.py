"""While somebody types who a person is: whom on the register it may be.

The same answer whether or not somebody hidden looks like it: nobody hidden takes part. Their
keepers are asked when the entry is made (pathways/identity.py).
"""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.utils import timezone

from concord.desk.web import presenters
from concord.kernel.identifiers import IdentifierType, check
from concord.registers.subjects import queries as subjects
from concord.registers.subjects.matching import Traits
from concord.registers.subjects.queries import Candidate
from concord.registers.subjects.rules import born_about
from concord.registers.subjects.searching import is_long_enough
from concord.trust.audit import log
from concord.trust.pages import ActorPage
from concord.ui.dates import DATE_BOXES, DateProblem, read_partial_date
from concord.ui.words import plural, sentence_list

MOST_SHOWN = 5
LONGEST = 300
_NAMES = ("name", "descriptor", "also_known_as")
_NUMBERS = {"nhs_number": IdentifierType.NHS, "upn": IdentifierType.UPN}
_NOBODY = "Nobody on the register whom you may see looks like this person."


class WhomItMayBe(ActorPage):
    """Who is on the register and looks like what was typed so far, the most alike first.

    Logged as a search: whoever types here could as well search.
    """

    http_method_names = ["post"]

    def allowed(self) -> bool:
        return "identity" in self.actor.reads

    def post(self, request: HttpRequest) -> HttpResponse:
        traits = typed(request.POST, today=timezone.localdate())
        if not is_long_enough(" ".join(traits.names)):
            return JsonResponse({"said": "", "people": []})
        found = subjects.alike(self.actor, traits)[:MOST_SHOWN]
        log.searched(
            _terms(traits), [one.subject.pk for one in found], by=self.actor, page="WhomItMayBe"
        )
        people = [_shown(one, timezone.localdate()) for one in found]
        return JsonResponse({"said": _said(len(people)), "people": people})


def typed(answers: QueryDict, *, today: date) -> Traits:
    """Return what was typed so far of a person, in any form of Concord's that enters one.

    What cannot be a date or a number yet is left out: it may be half typed.
    """
    born_on, precision = _born(answers, today)
    numbers = ((kind, _text(answers, name)) for name, kind in _NUMBERS.items())
    return Traits(
        names=tuple(text for name in _NAMES if (text := _text(answers, name))),
        born_on=born_on,
        sex=_text(answers, "sex"),
        postcode=_text(answers, "postcode"),
        address=_text(answers, "address"),
        numbers=frozenset((kind.value, check(kind, said).value) for kind, said in numbers if said),
        born_precision=precision,
    )


def _text(answers: QueryDict, name: str) -> str:
    return answers.get(name, "").strip()[:LONGEST]


def _born(answers: QueryDict, today: date) -> tuple[date | None, str]:
    boxes = [_text(answers, f"born_{box}") for box in DATE_BOXES]
    try:
        born = read_partial_date(*boxes)
    except DateProblem:
        age = _text(answers, "about_age")
        return born_about(int(age), said_on=today) if _is_age(age) else (None, "unknown")
    return born.on, born.precision


def _is_age(text: str) -> bool:
    return text.isdecimal() and len(text) <= 3 and int(text) <= 120


def _terms(traits: Traits) -> str:
    """Return what was asked for, for the log."""
    born = traits.born_on.isoformat() if traits.born_on else ""
    numbers = sorted(value for _, value in traits.numbers)
    return ", ".join(part for part in (*traits.names, born, traits.postcode, *numbers) if part)


def _said(many: int) -> str:
    if not many:
        return _NOBODY
    return f"{plural(many, 'entry', 'entries')} on the register may be this person."


def _shown(candidate: Candidate, today: date) -> dict[str, Any]:
    likeness = candidate.likeness
    against = f" Against it: {sentence_list(likeness.doubts)}." if likeness.doubts else ""
    why = f": {sentence_list(likeness.reasons)}" if likeness.reasons else ""
    return {
        "name": candidate.subject.descriptor,
        "url": candidate.subject.get_absolute_url(),
        "born": presenters.birth(candidate.subject, today),
        "why": f"{likeness.strength.label}{why}.{against}",
    }
