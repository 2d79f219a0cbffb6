"""The ledger of the children in need census: each element of the forms of 2023 to 2026.

Elements that only hold others together are listed too, so that all of a form is accounted
for. A test holds it against the schemas; docs/standards/cin-census.md is made of it.
"""

from concord.exchange.ledger import Kept, Ledger, Left

_AROUND = Left("It only holds other elements together.")
_CHILD = "Message/Children/Child"
_DETAILS = f"{_CHILD}/CINdetails"
_HEADER = "Message/Header"
_EVENT = "the audit log: CensusLoaded"

ELEMENTS: Ledger = {
    "Message": _AROUND,
    _HEADER: _AROUND,
    f"{_HEADER}/CollectionDetails": _AROUND,
    f"{_HEADER}/CollectionDetails/Collection": Left(
        "Always CIN; a file that says otherwise is refused."
    ),
    f"{_HEADER}/CollectionDetails/Year": Kept("statutory.Episode.came_from"),
    f"{_HEADER}/CollectionDetails/ReferenceDate": Left(
        "Codes are checked as of this day and later dates are reported; nothing of a child says it."
    ),
    f"{_HEADER}/Source": _AROUND,
    f"{_HEADER}/Source/SourceLevel": Left("Always L; a file that says otherwise is refused."),
    f"{_HEADER}/Source/LEA": Kept(f"{_EVENT}.authority"),
    f"{_HEADER}/Source/SoftwareCode": Left(
        "Which software wrote a file is shown in its report only."
    ),
    f"{_HEADER}/Source/Release": Left("Which software wrote a file is shown in its report only."),
    f"{_HEADER}/Source/SerialNo": Kept(f"{_EVENT}.serial_no"),
    f"{_HEADER}/Source/DateTime": Kept(f"{_EVENT}.written_at"),
    "Message/Children": _AROUND,
    _CHILD: _AROUND,
    f"{_CHILD}/ChildIdentifiers": _AROUND,
    f"{_CHILD}/ChildIdentifiers/LAchildID": Kept("subjects.Identifier.value", "type LA_child_id"),
    f"{_CHILD}/ChildIdentifiers/UPN": Kept("subjects.Identifier.value", "type UPN"),
    f"{_CHILD}/ChildIdentifiers/FormerUPN": Kept("subjects.Identifier.value", "type former_UPN"),
    f"{_CHILD}/ChildIdentifiers/UPNunknown": Left(
        "It says why a return gives no number and is checked for that; the register may have the"
        " number from a school, and would then keep a reason that no longer holds."
    ),
    f"{_CHILD}/ChildIdentifiers/PersonBirthDate": Kept("subjects.Subject.born_on"),
    f"{_CHILD}/ChildIdentifiers/ExpectedPersonBirthDate": Kept("subjects.Subject.expected_on"),
    f"{_CHILD}/ChildIdentifiers/GenderCurrent": Kept(
        "subjects.Subject.sex", "forms up to 2024: 1 as M, 2 as F, 0 and 9 as U"
    ),
    f"{_CHILD}/ChildIdentifiers/Sex": Kept("subjects.Subject.sex"),
    f"{_CHILD}/ChildIdentifiers/PersonDeathDate": Kept("subjects.Subject.died_on"),
    f"{_CHILD}/ChildCharacteristics": _AROUND,
    f"{_CHILD}/ChildCharacteristics/Ethnicity": Kept("subjects.Subject.ethnicity"),
    f"{_CHILD}/ChildCharacteristics/Disabilities": _AROUND,
    f"{_CHILD}/ChildCharacteristics/Disabilities/Disability": Kept("subjects.Subject.disabilities"),
    _DETAILS: _AROUND,
    f"{_DETAILS}/CINreferralDate": Kept("statutory.Episode.referred_on"),
    f"{_DETAILS}/ReferralSource": Kept("statutory.Episode.source_code"),
    f"{_DETAILS}/PrimaryNeedCode": Kept("statutory.Episode.need_code"),
    f"{_DETAILS}/CINclosureDate": Kept("statutory.Episode.closed_on"),
    f"{_DETAILS}/ReasonForClosure": Kept("statutory.Episode.closure_code"),
    f"{_DETAILS}/DateOfInitialCPC": Kept("statutory.Episode.conference_on"),
    f"{_DETAILS}/ReferralNFA": Kept("statutory.Episode.no_further_action"),
    f"{_DETAILS}/Assessments": _AROUND,
    f"{_DETAILS}/Assessments/AssessmentActualStartDate": Kept("statutory.Step.started_on"),
    f"{_DETAILS}/Assessments/AssessmentInternalReviewDate": Kept(
        "statutory.Step.internal_review_on"
    ),
    f"{_DETAILS}/Assessments/AssessmentAuthorisationDate": Kept("statutory.Step.ended_on"),
    f"{_DETAILS}/Assessments/FactorsIdentifiedAtAssessment": _AROUND,
    f"{_DETAILS}/Assessments/FactorsIdentifiedAtAssessment/AssessmentFactors": Kept(
        "statutory.Step.codes"
    ),
    f"{_DETAILS}/CINPlanDates": _AROUND,
    f"{_DETAILS}/CINPlanDates/CINPlanStartDate": Kept("statutory.Step.started_on"),
    f"{_DETAILS}/CINPlanDates/CINPlanEndDate": Kept("statutory.Step.ended_on"),
    f"{_DETAILS}/Section47": _AROUND,
    f"{_DETAILS}/Section47/S47ActualStartDate": Kept("statutory.Step.started_on"),
    f"{_DETAILS}/Section47/InitialCPCtarget": Kept("statutory.Step.conference_due_on"),
    f"{_DETAILS}/Section47/DateOfInitialCPC": Kept("statutory.Step.ended_on"),
    f"{_DETAILS}/Section47/ICPCnotRequired": Kept("statutory.Step.conference_not_needed"),
    f"{_DETAILS}/ChildProtectionPlans": _AROUND,
    f"{_DETAILS}/ChildProtectionPlans/CPPstartDate": Kept("statutory.Step.started_on"),
    f"{_DETAILS}/ChildProtectionPlans/CPPendDate": Kept("statutory.Step.ended_on"),
    f"{_DETAILS}/ChildProtectionPlans/InitialCategoryOfAbuse": Kept(
        "statutory.Step.first_category"
    ),
    f"{_DETAILS}/ChildProtectionPlans/LatestCategoryOfAbuse": Kept("statutory.Step.codes"),
    f"{_DETAILS}/ChildProtectionPlans/NumberOfPreviousCPP": Kept("statutory.Step.plans_before"),
    f"{_DETAILS}/ChildProtectionPlans/Reviews": _AROUND,
    f"{_DETAILS}/ChildProtectionPlans/Reviews/CPPreviewDate": Kept("statutory.Step.started_on"),
}  # fmt: skip


def by_place() -> Ledger:
    """Return the ledger without the path that every element of a child has in common."""
    return {path.removeprefix("Message/Children/"): what for path, what in ELEMENTS.items()}
