"""What can happen to a pair. Ids and codes only."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True)
class PairJudged:
    """Somebody said whether two entries are one person."""

    record_type: ClassVar[str] = "pair_verdict"
    record_id: UUID
    subject_id: UUID
    other_id: UUID
    says: str
