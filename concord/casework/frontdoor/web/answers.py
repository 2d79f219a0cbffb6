"""Between the draft of a referral, its forms and the command that sends it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import QueryDict

from concord.casework.frontdoor import rules
from concord.casework.frontdoor.commands import Worry
from concord.casework.frontdoor.web.forms import STEPS
from concord.kernel.identifiers import IdentifierType, check
from concord.registers.subjects.commands import GivenNumber, PersonDetails
from concord.registers.subjects.rules import BirthPrecision
from concord.trust.actors import Actor
from concord.ui.forms import Form


def typed(post: QueryDict) -> dict[str, list[str]]:
    """Return what was typed on one page, exactly, for keeping in the draft."""
    return {name: values for name, values in post.lists() if _is_answer(name)}


def _is_answer(name: str) -> bool:
    return name != "csrfmiddlewaretoken" and not name.startswith("_")


def form_for(step: str, answers: dict[str, Any]) -> Form:
    """Return the form of a step with what the draft holds for it, or empty."""
    kept = answers.get(step)
    if kept is None:
        return STEPS[step]()
    data = QueryDict(mutable=True)
    for name, values in kept.items():
        data.setlist(name, values)
    return STEPS[step](data)


def unanswered(answers: dict[str, Any]) -> str | None:
    """Return the first step that is missing or has a problem, or None when all are whole."""
    return next((step for step in STEPS if not form_for(step, answers).is_valid()), None)


@dataclass(frozen=True)
class Whole:
    """A whole referral, ready to send."""

    child: PersonDetails
    worry: Worry


def whole(answers: dict[str, Any], *, by: Actor) -> Whole:
    """Return the referral that a draft amounts to. Every step must be valid."""
    said: dict[str, Any] = {}
    for step in STEPS:
        form = form_for(step, answers)
        form.is_valid()
        said |= form.cleaned_data
    return Whole(_child(said), _worry(said, by))


def number_warnings(answers: dict[str, Any]) -> list[str]:
    """Return what does not fit about the numbers in a draft: a warning, never a refusal."""
    form = form_for("known-by", answers)
    form.is_valid()
    said = getattr(form, "cleaned_data", {})
    pairs = [(IdentifierType.NHS, "nhs_number"), (IdentifierType.UPN, "upn")]
    checked = [check(kind, said[name]) for kind, name in pairs if said.get(name)]
    return [number.warning for number in checked if number.warning]


def _child(said: dict[str, Any]) -> PersonDetails:
    born = said["born"]
    born_on: date | None = born.on if born else None
    numbers = [(IdentifierType.NHS, said["nhs_number"]), (IdentifierType.UPN, said["upn"])]
    return PersonDetails(
        descriptor=said["name"],
        also_known_as=said["also_known_as"],
        born_on=born_on,
        born_precision=born.precision if born else BirthPrecision.UNKNOWN,
        sex=said["sex"],
        school_name=said["school_name"],
        numbers=tuple(GivenNumber(kind, value) for kind, value in numbers if value.strip()),
        address=said["address"].strip(),
        postcode=said["postcode"],
    )


def _worry(said: dict[str, Any], by: Actor) -> Worry:
    return Worry(
        exploitation_types=tuple(said["exploitation_types"]),
        main_type=said["main_type"],
        concern=said["concern"],
        consent=said["consent"],
        consent_reason=said["consent_reason"],
        source_code=rules.source_code_for(by.agency_kind),
        parent_aware=said["parent_aware"],
        immediate_danger=said["immediate_danger"] == "yes",
        whereabouts_known=said["whereabouts_known"],
        learning_disability=said["learning_disability"],
        child_voice=said["child_voice"],
        protective_factors=said["protective_factors"],
        known_network=said["known_network"],
        communication_needs=said["communication_needs"],
        referrer_phone=said["referrer_phone"],
    )
