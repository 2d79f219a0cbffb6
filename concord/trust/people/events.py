"""What happened to people's accounts."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True)
class PersonAdded:
    """Somebody joined an agency."""

    record_type: ClassVar[str] = "user"
    record_id: UUID
    agency_id: UUID
    roles: tuple[str, ...]
    subject_id: None = None


@dataclass(frozen=True)
class ActivationIssued:
    """A link to begin with was made; the link itself is not kept."""

    record_type: ClassVar[str] = "activation"
    record_id: UUID
    user_id: UUID
    subject_id: None = None


@dataclass(frozen=True)
class AccountActivated:
    """A person chose their password with their link."""

    record_type: ClassVar[str] = "activation"
    record_id: UUID
    user_id: UUID
    subject_id: None = None


@dataclass(frozen=True)
class RolesChanged:
    """A person's roles change from a day."""

    record_type: ClassVar[str] = "user"
    record_id: UUID
    from_on: date
    added: tuple[str, ...]
    ended: tuple[str, ...]
    proposed: tuple[str, ...]
    subject_id: None = None


@dataclass(frozen=True)
class ProposalAnswered:
    """A second person agreed to a role, or declined it."""

    record_type: ClassVar[str] = "roleproposal"
    record_id: UUID
    user_id: UUID
    role: str
    answer: str
    subject_id: None = None


@dataclass(frozen=True)
class AccountClosed:
    """A person was suspended or left: their sessions and what they could see ended."""

    record_type: ClassVar[str] = "user"
    record_id: UUID
    kind: str
    grants_ended: int
    subject_id: None = None


@dataclass(frozen=True)
class AccountReopened:
    """A suspension ended."""

    record_type: ClassVar[str] = "user"
    record_id: UUID
    subject_id: None = None


@dataclass(frozen=True)
class ReviewStarted:
    """An agency's review of a quarter was laid out, with one line for each person."""

    record_type: ClassVar[str] = "accessreview"
    record_id: UUID
    agency_id: UUID
    people: int
    subject_id: None = None


@dataclass(frozen=True)
class ReviewLineDecided:
    """One person's access was kept, is to change, or was removed."""

    record_type: ClassVar[str] = "reviewline"
    record_id: UUID
    user_id: UUID
    decision: str
    subject_id: None = None


@dataclass(frozen=True)
class ReviewSignedOff:
    """An agency's review of a quarter is complete."""

    record_type: ClassVar[str] = "accessreview"
    record_id: UUID
    agency_id: UUID
    subject_id: None = None


@dataclass(frozen=True)
class ReviewOverdue:
    """The day by which an agency's review was to be signed has passed."""

    record_type: ClassVar[str] = "accessreview"
    record_id: UUID
    agency_id: UUID
    due_on: str
    subject_id: None = None


@dataclass(frozen=True)
class SignOnRecognised:
    """A person may sign in through their agency."""

    record_type: ClassVar[str] = "user"
    record_id: UUID
    agency: str
    subject_id: None = None
