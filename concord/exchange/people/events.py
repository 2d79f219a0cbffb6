"""What can happen to a file of people. Ids, codes and counts only."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True)
class FileLoaded:
    """A file of people was loaded: `digest` (SHA-256) says which, `standard` how it was read."""

    record_type: ClassVar[str] = "file"
    record_id: UUID
    subject_id: UUID | None
    standard: str
    digest: str
    people_new: int
    people_known: int
    people_unsure: int
    rows_refused: int
