"""What can happen to sight. Ids and codes only."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True)
class SightGiven:
    record_type: ClassVar[str] = "grant"
    record_id: UUID
    subject_id: UUID
    principal_id: UUID
    compartments: tuple[str, ...]
    because: str


@dataclass(frozen=True)
class SightEnded:
    record_type: ClassVar[str] = "subject"
    record_id: UUID
    subject_id: UUID
    principal_id: UUID
    grants: int


@dataclass(frozen=True)
class SightShared:
    """Whoever saw one of two joined entries sees the same parts of the other."""

    record_type: ClassVar[str] = "subject"
    record_id: UUID
    subject_id: UUID
    of_id: UUID
    grants: int


@dataclass(frozen=True)
class SharedSightEnded:
    """What a joining had opened was closed when it was undone."""

    record_type: ClassVar[str] = "subject"
    record_id: UUID
    subject_id: UUID
    grants: int


@dataclass(frozen=True)
class SubjectRestricted:
    record_type: ClassVar[str] = "restriction"
    record_id: UUID
    subject_id: UUID
    level: str


@dataclass(frozen=True)
class RestrictionLifted:
    record_type: ClassVar[str] = "restriction"
    record_id: UUID
    subject_id: UUID


@dataclass(frozen=True)
class SightBlocked:
    record_type: ClassVar[str] = "block"
    record_id: UUID
    subject_id: UUID
    user_id: UUID


@dataclass(frozen=True)
class GlassBroken:
    record_type: ClassVar[str] = "break_glass"
    record_id: UUID
    subject_id: UUID
    kind: str
    ends_at: str


@dataclass(frozen=True)
class GlassReviewed:
    record_type: ClassVar[str] = "break_glass"
    record_id: UUID
    subject_id: UUID
    outcome: str


@dataclass(frozen=True)
class GlassReviewOverdue:
    """Nobody reviewed an emergency access within its working days."""

    record_type: ClassVar[str] = "break_glass"
    record_id: UUID
    subject_id: UUID
    user_id: UUID
    due_on: str


@dataclass(frozen=True)
class EmergencyUnanswered:
    """Somebody asked for emergency access to what could not be opened, or is not there."""

    record_type: ClassVar[str] = "break_glass"
    record_id: UUID
    subject_id: None
    kind: str


@dataclass(frozen=True)
class SealProposed:
    """Somebody asks a second person to seal a record, or to unseal it."""

    record_type: ClassVar[str] = "seal_proposal"
    record_id: UUID
    subject_id: UUID
    wants: str


@dataclass(frozen=True)
class SealAnswered:
    record_type: ClassVar[str] = "seal_proposal"
    record_id: UUID
    subject_id: UUID
    answer: str


@dataclass(frozen=True)
class HoldPlaced:
    record_type: ClassVar[str] = "legal_hold"
    record_id: UUID
    subject_id: UUID


@dataclass(frozen=True)
class HoldLifted:
    record_type: ClassVar[str] = "legal_hold"
    record_id: UUID
    subject_id: UUID


@dataclass(frozen=True)
class SightQuestioned:
    """Somebody says that they see a record and should not."""

    record_type: ClassVar[str] = "subject"
    record_id: UUID
    subject_id: UUID
    user_id: UUID


@dataclass(frozen=True)
class CeilingChangeProposed:
    """Somebody asks a second person to let a role open more or less of a part."""

    record_type: ClassVar[str] = "ceiling_proposal"
    record_id: UUID
    role: str
    compartment: str
    was: str
    ability: str
    from_on: date
    subject_id: None = None


@dataclass(frozen=True)
class CeilingChangeAnswered:
    """A second person agreed that a role opens more or less from a day, or declined it."""

    record_type: ClassVar[str] = "ceiling_proposal"
    record_id: UUID
    role: str
    compartment: str
    was: str
    ability: str
    from_on: date
    answer: str
    subject_id: None = None
