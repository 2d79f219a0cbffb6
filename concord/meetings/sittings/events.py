"""What can happen at a meeting. Ids and codes only."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True)
class SeriesSetUp:
    record_type: ClassVar[str] = "series"
    record_id: UUID
    subject_id: UUID | None
    kind: str


@dataclass(frozen=True)
class SittingPlanned:
    record_type: ClassVar[str] = "sitting"
    record_id: UUID
    subject_id: UUID | None
    starts_at: str


@dataclass(frozen=True)
class SittingStarted:
    record_type: ClassVar[str] = "sitting"
    record_id: UUID
    subject_id: UUID | None


@dataclass(frozen=True)
class SittingClosed:
    record_type: ClassVar[str] = "sitting"
    record_id: UUID
    subject_id: UUID | None
    discussed: int
    not_reached: int


@dataclass(frozen=True)
class AttendanceRecorded:
    record_type: ClassVar[str] = "attendance"
    record_id: UUID
    subject_id: UUID | None
    agency_id: UUID
    status: str


@dataclass(frozen=True)
class ChildListed:
    record_type: ClassVar[str] = "item"
    record_id: UUID
    subject_id: UUID
    sitting_id: UUID
    reason_code: str


@dataclass(frozen=True)
class ContributionMade:
    record_type: ClassVar[str] = "contribution"
    record_id: UUID
    subject_id: UUID
    agency_id: UUID


@dataclass(frozen=True)
class ChildDiscussed:
    """A meeting agreed a child's level and harm status."""

    record_type: ClassVar[str] = "item"
    record_id: UUID
    subject_id: UUID
    level: str
    harm_status: str
    review_due_on: str | None


@dataclass(frozen=True)
class ContributionCorrected:
    record_type: ClassVar[str] = "contribution"
    record_id: UUID
    subject_id: UUID
    correction_id: UUID


@dataclass(frozen=True)
class MinuteCorrected:
    record_type: ClassVar[str] = "item"
    record_id: UUID
    subject_id: UUID
    field: str
    correction_id: UUID
