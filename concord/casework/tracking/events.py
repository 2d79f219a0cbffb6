"""What can happen while a child is tracked. Ids and codes only."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True)
class TrackingStarted:
    record_type: ClassVar[str] = "period"
    record_id: UUID
    subject_id: UUID
    level: str
    re_opened: bool


@dataclass(frozen=True)
class LevelAgreed:
    record_type: ClassVar[str] = "period"
    record_id: UUID
    subject_id: UUID
    from_level: str
    to_level: str


@dataclass(frozen=True)
class LeadWorkerNamed:
    record_type: ClassVar[str] = "period"
    record_id: UUID
    subject_id: UUID
    user_id: UUID


@dataclass(frozen=True)
class TrackingClosed:
    record_type: ClassVar[str] = "period"
    record_id: UUID
    subject_id: UUID
    reason: str
