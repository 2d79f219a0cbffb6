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
class LinkEnded:
    """A link no longer holds, or was wrong from the beginning."""

    record_type: ClassVar[str] = "link"
    record_id: UUID
    subject_id: UUID
    other_id: UUID
    wrong: bool
