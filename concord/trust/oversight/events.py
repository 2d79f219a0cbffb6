"""What can happen to a question about a look. Ids and codes only."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True)
class LookQuestioned:
    record_type: ClassVar[str] = "question"
    record_id: UUID
    subject_id: UUID | None
    pattern: str
    about_user: UUID


@dataclass(frozen=True)
class LookAnswered:
    record_type: ClassVar[str] = "question"
    record_id: UUID
    subject_id: UUID | None
    finding: str
