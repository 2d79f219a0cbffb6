"""Read a children in need census into records, child by child, in bounded memory.

Serves the 2022 form (GenderCurrent) and the forms of 2023 to 2026 (Sex). Nothing is written here.
"""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from xml.etree.ElementTree import Element

from concord.exchange.cin_census.opening import CensusUnreadable, elements, open_file
from concord.exchange.cin_census.reading import Codes, Reader, child, children, text
from concord.exchange.cin_census.records import (
    CensusChild,
    CensusEpisode,
    CensusStep,
    Header,
    Row,
)
from concord.kernel.identifiers import IdentifierType, check

FIRST_YEAR, LAST_YEAR = 2022, 2026
OLDEST_YEARS = 30
_SEX_BEFORE_2024 = {"1": "M", "2": "F", "0": "U", "9": "U"}


def read_census(path: Path, *, codes: Codes, today: date) -> Iterator[Header | Row]:
    """Yield the header and then one Row for each child, in the order of the file.

    `codes` holds the code sets by name. Raises CensusUnreadable when the file as a whole cannot be
    used, also part of the way through: whoever writes must then write nothing.
    """
    with open_file(path) as source:
        header: Header | None = None
        seen: set[str] = set()
        row = 0
        for element in elements(source):
            if header is None:
                header = _header(element)
                yield header
                continue
            row += 1
            yield _row(element, row, codes, today, seen)
        if header is None:
            raise CensusUnreadable("The file holds no header, so it cannot be a census.")


def _header(element: Element) -> Header:
    details = child(element, "CollectionDetails")
    if str(element.tag).rpartition("}")[2] != "Header" or text(details, "Collection") != "CIN":
        raise CensusUnreadable(
            "This is not a children in need census: its header does not say CIN."
        )
    year, reference = text(details, "Year"), text(details, "ReferenceDate")
    if not year.isdecimal() or not FIRST_YEAR <= int(year) <= LAST_YEAR:
        raise CensusUnreadable(
            f"The census is of year “{year}”. Concord reads {FIRST_YEAR} to {LAST_YEAR}."
        )
    try:
        reference_on = date.fromisoformat(reference)
    except ValueError:
        raise CensusUnreadable(f"The reference date “{reference}” is not a real date.") from None
    return Header(int(year), reference_on, text(child(element, "Source"), "LEA"))


def _row(element: Element, row: int, codes: Codes, today: date, seen: set[str]) -> Row:
    identifiers = child(element, "ChildIdentifiers")
    la_child_id = text(identifiers, "LAchildID")
    reader = Reader(row, la_child_id, codes, today)
    _check_identifier(reader, la_child_id, seen)
    _check_upn(reader, text(identifiers, "UPN"))
    born_on = reader.day(identifiers, "PersonBirthDate", refused="child")
    expected_on = reader.day(identifiers, "ExpectedPersonBirthDate")
    if born_on is None and expected_on is None and not text(identifiers, "PersonBirthDate"):
        reader.note("PersonBirthDate", "", "A child needs a birth date.", refused="child")
    if born_on and today.year - born_on.year > OLDEST_YEARS:
        reader.note(
            "PersonBirthDate", born_on.isoformat(),
            f"More than {OLDEST_YEARS} years ago: too long for a child of this return.",
            refused="child",
        )  # fmt: skip
    record = CensusChild(
        row=row,
        la_child_id=la_child_id,
        upn=text(identifiers, "UPN"),
        former_upn=text(identifiers, "FormerUPN"),
        born_on=born_on,
        expected_on=expected_on,
        died_on=reader.day(identifiers, "PersonDeathDate"),
        sex=_sex(reader, identifiers),
        ethnicity=reader.code(child(element, "ChildCharacteristics"), "Ethnicity", "ethnicity"),
        disabilities=_disabilities(reader, element),
        episodes=tuple(_episodes(reader, element)),
    )
    refused = any(problem.refused == "child" for problem in reader.problems)
    return Row(None if refused else record, tuple(reader.problems))


def _check_identifier(reader: Reader, la_child_id: str, seen: set[str]) -> None:
    if not la_child_id:
        reader.note("LAchildID", "", "A child needs a local authority ID.", refused="child")
    elif not re.fullmatch(r"[A-Za-z0-9]{1,20}", la_child_id):
        reader.note(
            "LAchildID", la_child_id, "The ID must be 1 to 20 letters and numbers.", refused="child"
        )
    elif la_child_id in seen:
        reader.note("LAchildID", la_child_id, "This child is in the file already.", refused="child")
    seen.add(la_child_id)


def _check_upn(reader: Reader, upn: str) -> None:
    if upn and (warning := check(IdentifierType.UPN, upn).warning):
        reader.note("UPN", upn, warning, refused="")


def _sex(reader: Reader, identifiers: Element | None) -> str:
    old, new = text(identifiers, "GenderCurrent"), text(identifiers, "Sex")
    if old and old not in _SEX_BEFORE_2024:
        reader.note("GenderCurrent", old, "This must be 0, 1, 2 or 9.", refused="field")
    if new and new not in ("M", "F", "U"):
        reader.note("Sex", new, "This must be M, F or U.", refused="field")
        return "U"
    return new or _SEX_BEFORE_2024.get(old, "U")


def _disabilities(reader: Reader, element: Element) -> tuple[str, ...]:
    parent = child(child(element, "ChildCharacteristics"), "Disabilities")
    typed = [(one.text or "").strip() for one in children(parent, "Disability")]
    known = [reader.known(code, "Disability", "disability") for code in typed]
    return tuple(code for code in known if code)


def _episodes(reader: Reader, element: Element) -> Iterator[CensusEpisode]:
    for details in children(element, "CINdetails"):
        referred_on = reader.day(details, "CINreferralDate", refused="episode")
        if referred_on is None:
            if not text(details, "CINreferralDate"):
                reader.note(
                    "CINreferralDate", "", "An episode needs a referral date.", refused="episode"
                )
            continue
        closed_on = reader.day(details, "CINclosureDate")
        if closed_on and closed_on < referred_on:
            reader.note(
                "CINclosureDate", closed_on.isoformat(),
                f"The episode cannot close before its referral on {referred_on}.", refused="field",
            )  # fmt: skip
            closed_on = None
        yield CensusEpisode(
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
        parent = child(one, "FactorsIdentifiedAtAssessment")
        typed = [(factor.text or "").strip() for factor in children(parent, "AssessmentFactors")]
        factors = [reader.known(code, "AssessmentFactors", "assessment_factor") for code in typed]
        yield from _step(
            reader, one, "assessment", "AssessmentActualStartDate", "AssessmentAuthorisationDate",
            tuple(code for code in factors if code),
        )  # fmt: skip
    for one in children(details, "Section47"):
        yield from _step(reader, one, "section_47", "S47ActualStartDate", "DateOfInitialCPC")
    for one in children(details, "CINPlanDates"):
        yield from _step(reader, one, "cin_plan", "CINPlanStartDate", "CINPlanEndDate")
    for one in children(details, "ChildProtectionPlans"):
        category = reader.code(one, "LatestCategoryOfAbuse", "abuse_category")
        yield from _step(
            reader, one, "protection_plan", "CPPstartDate", "CPPendDate",
            (category,) if category else (),
        )  # fmt: skip
        for review in children(child(one, "Reviews"), "CPPreviewDate"):
            held_on = _review_day(reader, review)
            if held_on:
                yield CensusStep("review", held_on)


def _step(
    reader: Reader, one: Element, kind: str, start: str, end: str, codes: tuple[str, ...] = ()
) -> Iterator[CensusStep]:
    started_on = reader.day(one, start)
    if started_on is not None:
        yield CensusStep(kind, started_on, reader.day(one, end), codes)


def _review_day(reader: Reader, review: Element) -> date | None:
    typed = (review.text or "").strip()
    try:
        return date.fromisoformat(typed)
    except ValueError:
        reader.note("CPPreviewDate", typed, "This is not a real date.", refused="field")
        return None
