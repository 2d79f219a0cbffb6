"""What can happen to an entry on the register. Ids and codes only."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True)
class PersonRegistered:
    record_type: ClassVar[str] = "subject"
    record_id: UUID
    subject_id: UUID
    source: str


@dataclass(frozen=True)
class PersonDetailsAdded:
    record_type: ClassVar[str] = "subject"
    record_id: UUID
    subject_id: UUID
    what: str


@dataclass(frozen=True)
class PersonRecognised:
    """An entry was found to be a person already on the register."""

    record_type: ClassVar[str] = "subject"
    record_id: UUID
    subject_id: UUID
    same_as_id: UUID
