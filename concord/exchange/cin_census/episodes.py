"""Read the episodes of need of one child, each with its steps."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from xml.etree.ElementTree import Element

from concord.exchange.cin_census.reading import Reader, child, children, text
from concord.exchange.cin_census.records import CensusEpisode, CensusStep

# A child may be referred before birth, but not before there was a child.
_BEFORE_BIRTH = timedelta(weeks=42)


def read_episodes(
    reader: Reader, element: Element, born_on: date | None
) -> Iterator[CensusEpisode]:
    """Yield the episodes that have a referral date; what is wrong is noted with the reader."""
    for details in children(element, "CINdetails"):
        referred_on = reader.day(details, "CINreferralDate", refused="episode")
        if referred_on is None:
            if not text(details, "CINreferralDate"):
                reader.note(
                    "CINreferralDate", "", "An episode needs a referral date.", refused="episode"
                )
            continue
        if born_on and referred_on < born_on - _BEFORE_BIRTH:
            reason = f"This is long before the child’s birth on {born_on}."
            reader.note("CINreferralDate", referred_on, reason, refused="")
        yield _episode(reader, details, referred_on)


def _episode(reader: Reader, details: Element, referred_on: date) -> CensusEpisode:
    closed_on = reader.day(details, "CINclosureDate")
    in_order = "The episode cannot close before its referral on {}."
    if not reader.not_before(referred_on, closed_on, "CINclosureDate", in_order):
        closed_on = None
    return CensusEpisode(
        referred_on=referred_on,
        source_code=reader.code(details, "ReferralSource", "referral_source"),
        need_code=reader.code(details, "PrimaryNeedCode", "primary_need"),
        closed_on=closed_on,
        closure_code=reader.code(details, "ReasonForClosure", "cin_closure"),
        no_further_action=reader.flag(details, "ReferralNFA"),
        conference_on=reader.day(details, "DateOfInitialCPC"),
        steps=tuple(_steps(reader, details)),
    )


def _steps(reader: Reader, details: Element) -> Iterator[CensusStep]:
    for one in children(details, "Assessments"):
        yield from _step(
            reader, one, "assessment", "AssessmentActualStartDate", "AssessmentAuthorisationDate",
            codes=_factors(reader, one),
            internal_review_on=reader.day_to_come(one, "AssessmentInternalReviewDate"),
        )  # fmt: skip
    for one in children(details, "Section47"):
        yield from _step(
            reader, one, "section_47", "S47ActualStartDate", "DateOfInitialCPC",
            conference_due_on=reader.day_to_come(one, "InitialCPCtarget"),
            conference_not_needed=reader.answer(one, "ICPCnotRequired"),
        )  # fmt: skip
    for one in children(details, "CINPlanDates"):
        yield from _step(reader, one, "cin_plan", "CINPlanStartDate", "CINPlanEndDate")
    for one in children(details, "ChildProtectionPlans"):
        category = reader.code(one, "LatestCategoryOfAbuse", "abuse_category")
        yield from _step(
            reader, one, "protection_plan", "CPPstartDate", "CPPendDate",
            codes=(category,) if category else (),
            first_category=reader.code(one, "InitialCategoryOfAbuse", "abuse_category"),
            plans_before=reader.count(one, "NumberOfPreviousCPP"),
        )  # fmt: skip
        for review in children(child(one, "Reviews"), "CPPreviewDate"):
            held_on = reader.as_day((review.text or "").strip(), "CPPreviewDate")
            if held_on is not None:
                yield CensusStep("review", held_on)


def _factors(reader: Reader, assessment: Element) -> tuple[str, ...]:
    parent = child(assessment, "FactorsIdentifiedAtAssessment")
    typed = [(factor.text or "").strip() for factor in children(parent, "AssessmentFactors")]
    known = [reader.known(code, "AssessmentFactors", "assessment_factor") for code in typed]
    return tuple(dict.fromkeys(code for code in known if code))


def _step(
    reader: Reader, one: Element, kind: str, start: str, end: str, **said: Any
) -> Iterator[CensusStep]:
    started_on, ended_on = reader.day(one, start), reader.day(one, end)
    if started_on is None:
        if not text(one, start):
            reader.note(start, "", "Without this date the step cannot be kept.", refused="field")
        return
    if not reader.not_before(started_on, ended_on, end, "This is before it started, on {}."):
        ended_on = None
    yield CensusStep(kind, started_on, ended_on, **said)
