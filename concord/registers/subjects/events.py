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
class PersonCorrected:
    """When somebody was born or died, or their sex, was put right."""

    record_type: ClassVar[str] = "subject"
    record_id: UUID
    subject_id: UUID


@dataclass(frozen=True)
class SaidTakenBack:
    """A name, a number or an address proved not to be somebody's."""

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


@dataclass(frozen=True)
class PersonToldApart:
    """An entry that had been taken for another person stands for itself again."""

    record_type: ClassVar[str] = "subject"
    record_id: UUID
    subject_id: UUID
    was_id: UUID


@dataclass(frozen=True)
class AddressProtected:
    """An address is masked from now on, and taken out of all that leaves."""

    record_type: ClassVar[str] = "address"
    record_id: UUID
    subject_id: UUID
    why: str


@dataclass(frozen=True)
class ProtectionLifted:
    """An address is shown again."""

    record_type: ClassVar[str] = "address"
    record_id: UUID
    subject_id: UUID


@dataclass(frozen=True)
class ThingRegistered:
    """A place, a group or a thing was entered, so that people can be linked with it."""

    record_type: ClassVar[str] = "subject"
    record_id: UUID
    subject_id: UUID
    kind: str
