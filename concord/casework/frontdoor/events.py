"""What can happen to a referral, in the past tense. Ids and codes only, never narrative."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True)
class ContactReceived:
    record_type: ClassVar[str] = "referral"
    record_id: UUID
    subject_id: UUID
    exploitation_types: tuple[str, ...]
    immediate_danger: bool


@dataclass(frozen=True)
class ReferralAcknowledged:
    record_type: ClassVar[str] = "referral"
    record_id: UUID
    subject_id: UUID


@dataclass(frozen=True)
class IdentitySettled:
    """Somebody settled who a referral is about."""

    record_type: ClassVar[str] = "referral"
    record_id: UUID
    subject_id: UUID
    was_subject_id: UUID


@dataclass(frozen=True)
class ReferralDecided:
    record_type: ClassVar[str] = "referral"
    record_id: UUID
    subject_id: UUID
    decision: str
    in_time: bool


@dataclass(frozen=True)
class WorryCorrected:
    record_type: ClassVar[str] = "referral"
    record_id: UUID
    subject_id: UUID
    correction_id: UUID
