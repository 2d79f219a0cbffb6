"""What loading any file has in common: who may, who will see its people, and which file it was."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from django.utils import timezone

from concord.kernel.clocks import local_date
from concord.kernel.verdicts import Verdict, allowed_if
from concord.trust.access.commands import give_sight
from concord.trust.access.rules import PARTS_OF_A_CASE
from concord.trust.actors import Actor, on_behalf_of
from concord.trust.agencies.queries import front_door_agency
from concord.trust.reference.queries import standard

Progress = Callable[[str], None]
EVERY_PART = tuple(part.value for part in PARTS_OF_A_CASE)


def silent(_: str) -> None:
    """Tell nobody how far a load has come."""


def may_load(actor: Actor, path: Path) -> Verdict:
    """What is loaded is shown to social care, so its own data steward loads it."""
    on = local_date(timezone.now())
    return allowed_if(
        actor.has_role("data_steward") and actor.agency_id == front_door_agency(on).pk,
        "Files of people are loaded by the data steward of children’s social care.",
    )


def digest_of(path: Path) -> str:
    """Return what identifies a file, read piece by piece; nothing for a file that is not there."""
    if not path.is_file():
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@dataclass(frozen=True)
class Sight:
    """Who will see the people of a load, and until when."""

    agency_id: UUID
    starts_at: datetime
    ends_at: datetime

    @classmethod
    def at(cls, at: datetime) -> "Sight":
        """Return the sight of the front door from a moment on."""
        day = local_date(at)
        days = standard("sight_front_door", on=day).value
        return cls(front_door_agency(day).pk, at, at + timedelta(days=days))

    def give(
        self,
        subject_id: UUID,
        *,
        because: str,
        source_type: str,
        by: Actor,
        source_id: UUID | None = None,
    ) -> None:
        """Give sight of somebody who is entered next; `source_id` is the load that brought them."""
        give_sight(
            subject_id,
            by=on_behalf_of(by),
            to_agency=self.agency_id,
            compartments=EVERY_PART,
            starts_at=self.starts_at,
            ends_at=self.ends_at,
            because=because,
            source_type=source_type,
            source_id=source_id,
        )
