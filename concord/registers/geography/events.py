"""What can happen to the map. Codes and counts only."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True)
class AreasLoaded:
    record_type: ClassVar[str] = "area_set"
    record_id: UUID
    subject_id: UUID | None
    code: str
    areas: int


@dataclass(frozen=True)
class PostcodesLoaded:
    record_type: ClassVar[str] = "area_set"
    record_id: UUID
    subject_id: UUID | None
    postcodes: int


@dataclass(frozen=True)
class PostcodesPlaced:
    """Postcodes were placed in a set by its outlines."""

    record_type: ClassVar[str] = "area_set"
    record_id: UUID
    subject_id: UUID | None
    code: str
    postcodes: int
