"""What can happen to a file, in the past tense. Ids and codes only, never a name."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True)
class FileAttached:
    record_type: ClassVar[str] = "file"
    record_id: UUID
    subject_id: UUID
    attached_to: str
    attached_to_id: UUID
    sha256: str
    size: int
