"""What can happen to a census file. Ids, codes and counts only."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True)
class CensusLoaded:
    """A children in need census was brought in; `digest` (SHA-256) says which file.

    With the authority, its serial number and the time it was written, as the header says them."""

    record_type: ClassVar[str] = "census"
    record_id: UUID
    subject_id: UUID | None
    year: int
    digest: str
    children_new: int
    children_known: int
    children_refused: int
    episodes_recorded: int
    authority: str
    serial_no: str
    written_at: str
