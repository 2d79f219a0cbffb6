"""Legal hold: while an inquiry or a court may ask for a record, nothing of it is destroyed."""

from datetime import datetime
from uuid import UUID

from concord.kernel.verdicts import allowed_if
from concord.trust.access import guards, rules
from concord.trust.access.events import HoldLifted, HoldPlaced
from concord.trust.access.models import LegalHold
from concord.trust.actors import Actor
from concord.trust.commands import Refused, announce, command, require


@command(may=guards.may_hold)
def place_hold(
    subject_id: UUID, /, *, by: Actor, reason: str, reference: str, at: datetime
) -> LegalHold:
    """Hold a record (domain.md 9.3, 9.5). Who sees it stays as it is."""
    require(rules.words_suffice(reason))
    held = LegalHold.objects.filter(subject_id=subject_id, lifted_at=None)
    require(allowed_if(not held.exists(), "This record is held already."))
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


@command(may=guards.may_hold)
def lift_hold(subject_id: UUID, /, *, by: Actor, because: str, at: datetime) -> None:
    """End a hold, with the reason; the rules of retention apply again."""
    require(rules.words_suffice(because))
    hold = LegalHold.objects.filter(subject_id=subject_id, lifted_at=None).first()
    if hold is None:
        raise Refused("This record is not held.")
    hold.lifted_at, hold.lifted_by, hold.lifted_because = at, by.user_id, because.strip()
    hold.save()
    announce(HoldLifted(hold.pk, subject_id), by=by)
