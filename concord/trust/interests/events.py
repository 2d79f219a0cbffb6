"""What can happen to conflicts of interest. Ids and codes only."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True)
class InterestDeclared:
    """Says nothing of whether anybody on the register was meant: each block says that itself."""

    record_type: ClassVar[str] = "interest"
    record_id: UUID
    user_id: UUID
    relation: str
    subject_id: None = None


@dataclass(frozen=True)
class InterestExtended:
    """An interest closes another entry too: one that came later, or is the same person."""

    record_type: ClassVar[str] = "interest"
    record_id: UUID
    subject_id: UUID
    user_id: UUID


@dataclass(frozen=True)
class InterestLifted:
    record_type: ClassVar[str] = "interest"
    record_id: UUID
    user_id: UUID
    blocks: int
    subject_id: None = None


@dataclass(frozen=True)
class OwnRecordBlocked:
    record_type: ClassVar[str] = "interest"
    record_id: UUID
    subject_id: UUID
    user_id: UUID
    kinds: tuple[str, ...]


@dataclass(frozen=True)
class InterestProposed:
    record_type: ClassVar[str] = "interest_proposal"
    record_id: UUID
    subject_id: UUID
    user_id: UUID
    kinds: tuple[str, ...]


@dataclass(frozen=True)
class InterestAgreed:
    """A proposal was found to be a conflict of interest: the record is closed to the colleague."""

    record_type: ClassVar[str] = "interest_proposal"
    record_id: UUID
    subject_id: UUID
    user_id: UUID


@dataclass(frozen=True)
class InterestDismissed:
    record_type: ClassVar[str] = "interest_proposal"
    record_id: UUID
    subject_id: UUID
    user_id: UUID


@dataclass(frozen=True)
class TiesGiven:
    """A colleague said, or took back, where they live or who they are; kept as keyed hashes."""

    record_type: ClassVar[str] = "user"
    record_id: UUID
    kinds: tuple[str, ...]
    subject_id: None = None
