"""What can happen to an assessment, in the past tense. Ids and codes only, never narrative."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True)
class AssessmentRequested:
    """Somebody is to assess a child by a day (ISO). Asking again names the one already open."""

    record_type: ClassVar[str] = "assessment"
    record_id: UUID
    subject_id: UUID
    due_on: str


@dataclass(frozen=True)
class AssessmentTakenOn:
    record_type: ClassVar[str] = "assessment"
    record_id: UUID
    subject_id: UUID
    assessor_id: UUID
    taken_from: UUID | None


@dataclass(frozen=True)
class DomainAnswered:
    """One domain was saved; `changed` names the indicators whose answers differ from before."""

    record_type: ClassVar[str] = "assessment"
    record_id: UUID
    subject_id: UUID
    domain: str
    changed: tuple[str, ...]


@dataclass(frozen=True)
class OverallRecorded:
    record_type: ClassVar[str] = "assessment"
    record_id: UUID
    subject_id: UUID


@dataclass(frozen=True)
class AssessmentSubmitted:
    record_type: ClassVar[str] = "assessment"
    record_id: UUID
    subject_id: UUID
    computed_level: str
    professional_level: str


@dataclass(frozen=True)
class AssessmentAgreed:
    """A second person agreed a level; the child is tracked at it, or not at all."""

    record_type: ClassVar[str] = "assessment"
    record_id: UUID
    subject_id: UUID
    final_level: str
    harm_status: str
    exploitation_types: tuple[str, ...]
    assessed_on: str


@dataclass(frozen=True)
class AssessmentSentBack:
    record_type: ClassVar[str] = "assessment"
    record_id: UUID
    subject_id: UUID


@dataclass(frozen=True)
class AssessmentSuperseded:
    """A later assessment was agreed in the place of this one, which is kept as it was."""

    record_type: ClassVar[str] = "assessment"
    record_id: UUID
    subject_id: UUID
    by_assessment_id: UUID
