"""Turn referrals and drafts into what the pages show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse

from concord.casework.frontdoor.rules import Channel, Consent, Decision, Known, Threshold
from concord.casework.frontdoor.web import answers as between
from concord.casework.frontdoor.web.forms import STEPS
from concord.registers.subjects.queries import Candidate
from concord.trust.reference.queries import choices, label
from concord.trust.safekeeping.drafts import OpenDraft
from concord.ui.dates import PartialDate
from concord.ui.words import day, sentence_list

if TYPE_CHECKING:
    from concord.casework.frontdoor.models import Referral

Row = dict[str, Any]


def sections(draft: OpenDraft) -> list[dict[str, Any]]:
    """Return a draft's answers page by page, each with the way to change it."""
    found = []
    for step, form_class in STEPS.items():
        form = between.form_for(step, draft.answers)
        form.is_valid()
        href = reverse("frontdoor:step", args=[draft.id, step]) + "?then=check"
        rows = [
            {
                "key": str(field.label).removesuffix(" (optional)"),
                "value": _shown(field, form.cleaned_data.get(name)),
                "action": {"href": f"{href}#id_{name}"},
            }
            for name, field in form.fields.items()
        ]
        found.append({"title": form_class.title, "rows": rows})  # type: ignore[attr-defined]
    return found


def _shown(field: Any, value: Any) -> str:
    words = dict(getattr(field, "choices", ()) or ())
    if isinstance(value, list):
        return sentence_list(words.get(code, code) for code in value)
    if isinstance(value, PartialDate):
        return partial(value.on, value.precision)
    return str(words.get(value, value) or "")


def partial(on: Any, precision: str) -> str:
    """Return a birth date as far as it is known."""
    if on is None:
        return "Not known"
    return {"year": f"{on:%Y}", "month": f"{on:%B %Y}"}.get(precision, day(on))


def worry_rows(referral: Referral) -> list[Row]:
    """Return what the referrer said."""
    types = dict(choices("exploitation_type", on=referral.received_at.date()))
    kinds = sentence_list(types.get(code, code) for code in referral.exploitation_types)
    return [
        {"key": "Worry about", "value": kinds},
        {"key": "What worries them most", "value": types.get(referral.main_type, "")},
        {"key": "Names and places heard of", "value": referral.known_network},
        {"key": "In immediate danger", "value": "Yes" if referral.immediate_danger else "No"},
        {"key": "Whereabouts known", "value": Known(referral.whereabouts_known).label},
        {"key": "In the child’s own words", "value": referral.child_voice},
        {"key": "What helps to keep the child safe", "value": referral.protective_factors},
        {"key": "Learning disability", "value": Known(referral.learning_disability).label},
        {"key": "Communication needs", "value": referral.communication_needs},
        {"key": "Consent", "value": Consent(referral.consent).label},
        {"key": "Why shared although refused", "value": referral.consent_reason}
        if referral.consent_reason
        else None,
        {"key": "Parent or carer knows", "value": Known(referral.parent_aware).label},
    ]


def arrival_rows(referral: Referral, referrer: str) -> list[Row]:
    """Return where the referral came from."""
    agency = referral.referrer_agency.name if referral.referrer_agency else ""
    return [
        {"key": "From", "value": ", ".join(part for part in (referrer, agency) if part)},
        {"key": "Telephone", "value": referral.referrer_phone},
        {"key": "Source", "value": label("referral_source", referral.source_code)},
        {"key": "How it came", "value": Channel(referral.channel).label},
    ]


def decision_rows(referral: Referral, decider: str) -> list[Row]:
    """Return the front door's decision, for the front door."""
    return [
        {"key": "Level of need", "value": Threshold(referral.threshold).label},
        {"key": "What happens next", "value": Decision(referral.decision).label},
        {"key": "Why", "value": referral.rationale},
        {"key": "Told to the referrer", "value": referral.feedback},
        {"key": "Decided by", "value": decider},
    ]


def candidate_label(candidate: Candidate) -> str:
    """Return who a candidate is, in a line."""
    person = candidate.subject
    born = partial(person.born_on, person.born_precision)
    school = f", {person.school_name}" if person.school_name else ""
    return f"{person.descriptor}, born {born}{school}"


def candidate_reasons(candidate: Candidate) -> str:
    """Return how likely a candidate is and why, in words."""
    likeness = candidate.likeness
    return f"{likeness.strength.label}: {sentence_list(likeness.reasons)}"
