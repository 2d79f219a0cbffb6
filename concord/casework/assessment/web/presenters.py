"""The parts of an assessment as a list of what is done and what is left."""

from typing import TYPE_CHECKING, Any

from django.urls import reverse

from concord.casework.assessment.rules import AnswerState
from concord.casework.assessment.rules.readiness import (
    Answers,
    answered_in,
    domains_left,
    lacks_narrative,
    lacks_time,
)
from concord.casework.assessment.rules.tool import Domain, Tool
from concord.ui.words import plural

if TYPE_CHECKING:
    from concord.casework.assessment.models import Assessment

Row = dict[str, Any]


def parts(assessment: "Assessment", tool: Tool, answers: Answers, *, links: bool) -> list[Row]:
    """Return the domains as rows of a task list, with counts; links for those who may write."""
    return [_part(assessment, domain, answers, links=links) for domain in tool.domains]


def _part(assessment: "Assessment", domain: Domain, answers: Answers, *, links: bool) -> Row:
    row: Row = {
        "title": {"text": domain.title},
        "hint": {"text": counts(domain, answers)},
        "status": _status(domain, answers),
    }
    if links:
        row["href"] = reverse("assessment:domain", args=[assessment.pk, domain.code])
    return row


def counts(domain: Domain, answers: Answers) -> str:
    """Return how much of a domain is answered, and how much of that is not known."""
    states = [answers[row.code].state for row in domain.indicators if row.code in answers]
    said = f"{answered_in(domain, answers)} of {len(domain.indicators)} answered"
    yes, unknown = states.count(AnswerState.YES), states.count(AnswerState.UNKNOWN)
    more = [f"{yes} yes"] if yes else []
    more += [f"{unknown} not known"] if unknown else []
    return ", ".join([said, *more])


def _status(domain: Domain, answers: Answers) -> Row:
    if not answered_in(domain, answers):
        return {"tag": {"text": "Not started", "classes": "govuk-tag--blue"}}
    if any(lacks_narrative(row, answers.get(row.code)) for row in domain.indicators):
        return {"tag": {"text": "Say how you know", "classes": "govuk-tag--yellow"}}
    if any(lacks_time(row, answers.get(row.code)) for row in domain.indicators):
        return {"tag": {"text": "Say when", "classes": "govuk-tag--yellow"}}
    return {"text": "Done"}


def overall_part(assessment: "Assessment", *, links: bool) -> Row:
    """Return the row for the child's own words and the analysis."""
    written = bool(assessment.child_words or assessment.analysis)
    row: Row = {
        "title": {"text": "The child’s own words and your analysis"},
        "status": {"text": "Done"}
        if written
        else {"tag": {"text": "Not started", "classes": "govuk-tag--blue"}},
    }
    if links:
        row["href"] = reverse("assessment:overall", args=[assessment.pk])
    return row


def done(tool: Tool, answers: Answers) -> str:
    """Return how many parts are done, in words."""
    total = len(tool.domains)
    return f"{total - len(domains_left(tool, answers))} of {plural(total, 'part')} answered"


def differing(form: Any, saved: Row) -> list[Row]:
    """Return the fields on which a form differs from what is saved in the meantime."""
    said = form.cleaned_data
    return [
        {"name": name, "label": form.fields[name].label, "theirs": theirs, "yours": said[name]}
        for name, theirs in saved.items()
        if name in said and (theirs or "") != (said[name] or "")
    ]
