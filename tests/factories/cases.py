"""Referrals and what follows from them, made through the commands that people use."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from concord.casework.frontdoor.commands import Worry, receive_contact
from concord.registers.subjects.commands import PersonDetails
from tests.factories import Partnership, new_key

SAM = PersonDetails("Sam Practice", born_on=date(2011, 3, 27), born_precision="day", sex="M")
WORRY = Worry(
    exploitation_types=("CCE",),
    main_type="CCE",
    concern="A new phone, and twice home late with money nobody can explain.",
    consent="obtained",
    source_code="2A",
)


def make_referral(
    partnership: Partnership,
    *,
    by: str = "dsl",
    child: PersonDetails = SAM,
    worry: Worry = WORRY,
    at: datetime | None = None,
) -> Any:
    """Refer a child. Call inside the security context of whoever refers."""
    return receive_contact(
        new_key(), by=partnership.actor(by), child=child, worry=worry, at=at or timezone.now()
    )
