"""What can happen to a statutory episode. Ids and codes only."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True)
class EpisodeRecorded:
    record_type: ClassVar[str] = "episode"
    record_id: UUID
    subject_id: UUID
    came_from: str
    steps: int
