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


@dataclass(frozen=True)
class JoiningProposed:
    """Somebody proposed that two entries are joined."""

    record_type: ClassVar[str] = "joining"
    record_id: UUID
    subject_id: UUID
    other_id: UUID


@dataclass(frozen=True)
class JoiningAnswered:
    """A second person agreed or declined, or left joined what somebody wanted parted."""

    record_type: ClassVar[str] = "joining"
    record_id: UUID
    subject_id: UUID
    other_id: UUID
    answer: str


@dataclass(frozen=True)
class EntriesJoined:
    """What was recorded of one entry stands under the other from now on."""

    record_type: ClassVar[str] = "joining"
    record_id: UUID
    subject_id: UUID
    other_id: UUID


@dataclass(frozen=True)
class UndoingProposed:
    """Somebody proposed that two joined entries are parted again."""

    record_type: ClassVar[str] = "joining"
    record_id: UUID
    subject_id: UUID
    other_id: UUID


@dataclass(frozen=True)
class JoiningUndone:
    """Two joined entries were parted: what had followed went back."""

    record_type: ClassVar[str] = "joining"
    record_id: UUID
    subject_id: UUID
    other_id: UUID


@dataclass(frozen=True)
class HiddenCandidateFound:
    """An entry may be a restricted person. Those who see that person are asked."""

    record_type: ClassVar[str] = "hidden_candidate"
    record_id: UUID
    subject_id: UUID


@dataclass(frozen=True)
class HiddenCandidateSettled:
    """Somebody who sees a restricted person said whether an entry is that person."""

    record_type: ClassVar[str] = "hidden_candidate"
    record_id: UUID
    subject_id: UUID
    says: str
