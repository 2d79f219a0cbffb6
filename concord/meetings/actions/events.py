"""What can happen to an agreed action. Ids and codes only."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True)
class ActionSet:
    record_type: ClassVar[str] = "action"
    record_id: UUID
    subject_id: UUID
    owner_agency_id: UUID
    due_on: str


@dataclass(frozen=True)
class ActionCompleted:
    record_type: ClassVar[str] = "action"
    record_id: UUID
    subject_id: UUID
    in_time: bool


@dataclass(frozen=True)
class EvidenceCorrected:
    record_type: ClassVar[str] = "action"
    record_id: UUID
    subject_id: UUID
    correction_id: UUID
