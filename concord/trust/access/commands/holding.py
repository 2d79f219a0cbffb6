"""Legal hold: while an inquiry or a court may ask for a record, nothing of it is destroyed."""

from datetime import datetime
from uuid import UUID

from concord.trust.access import guards, rules
from concord.trust.access.events import HoldLifted, HoldPlaced
from concord.trust.access.models import LegalHold
from concord.trust.actors import Actor
from concord.trust.commands import announce, command, require


@command(may=guards.may_place_hold, alone=True)
def place_hold(
    subject_id: UUID, /, *, by: Actor, reason: str, reference: str, at: datetime
) -> LegalHold:
    """Hold a record (domain.md 9.3, 9.5). Who sees it stays as it is."""
    require(rules.words_suffice(reason))
    hold = LegalHold(
        subject_id=subject_id,
        reason=reason.strip(),
        reference=reference.strip(),
        starts_at=at,
        set_by=by.user_id,
    )
    hold.save(force_insert=True)
    announce(HoldPlaced(hold.pk, subject_id), by=by)
    return hold


@command(may=guards.may_lift_hold, alone=True)
def lift_hold(subject_id: UUID, /, *, by: Actor, because: str, at: datetime) -> None:
    """End a hold, with the reason; the rules of retention apply again."""
    require(rules.words_suffice(because))
    hold = LegalHold.objects.get(subject_id=subject_id, lifted_at=None)
    hold.lifted_at, hold.lifted_by, hold.lifted_because = at, by.user_id, because.strip()
    hold.save()
    announce(HoldLifted(hold.pk, subject_id), by=by)
