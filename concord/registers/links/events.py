"""What can happen to a link. Ids and codes only."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True)
class SubjectsLinked:
    record_type: ClassVar[str] = "link"
    record_id: UUID
    subject_id: UUID
    other_id: UUID
    kind: str


@dataclass(frozen=True)
class LinkConfirmed:
    """Somebody looked at a link again and it still holds."""

    record_type: ClassVar[str] = "link"
    record_id: UUID
    subject_id: UUID
    other_id: UUID


@dataclass(frozen=True)
class RelativeEntered:
    """Somebody of a child's family, or who cares for it, was entered with what joins the two."""

    record_type: ClassVar[str] = "link"
    record_id: UUID
    subject_id: UUID
    other_id: UUID
    kind: str


@dataclass(frozen=True)
class ContactRecorded:
    """It was said whether somebody of the family may be contacted, and who is responsible."""

    record_type: ClassVar[str] = "link"
    record_id: UUID
    subject_id: UUID
    other_id: UUID
    safe_to_contact: str
    parental_responsibility: bool


@dataclass(frozen=True)
class LinkEnded:
    """A link no longer holds, or was wrong from the beginning."""

    record_type: ClassVar[str] = "link"
    record_id: UUID
    subject_id: UUID
    other_id: UUID
    wrong: bool
