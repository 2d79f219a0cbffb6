"""What closing an account does to the rows: when somebody leaves, and when a review says so."""

from datetime import date, datetime
from uuid import UUID

from django.db import connection

from concord.trust.accounts.models import RoleHolding, User
from concord.trust.people.holdings import end_holdings
from concord.trust.people.models import Closure, ClosureKind


def close(user: User, *, kind: str, reason: str, by_id: UUID, at: datetime, on: date) -> Closure:
    """Close an account from now: sessions, grants and, for a leaver, roles."""
    user.is_active = False
    user.epoch += 1
    user.save(update_fields=["is_active", "epoch"])
    if kind == ClosureKind.LEFT:
        held = RoleHolding.objects.filter(user=user, held_until=None)
        end_holdings(user, set(held.values_list("role", flat=True)), on)
    closure = Closure(
        user=user,
        kind=kind,
        reason=reason,
        closed_at=at,
        closed_by=by_id,
        grants_ended=_end_sight_of(user.pk),
    )
    closure.save(force_insert=True)
    return closure


def _end_sight_of(user_id: UUID) -> int:
    # Whoever closes an account may see no child: the database ends the grants and says how many.
    with connection.cursor() as cursor:
        cursor.execute("select concord_end_sight_of(%s)", [user_id])
        return int(cursor.fetchone()[0])
