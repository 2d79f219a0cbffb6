"""Leavers: from now on nothing opens, and what they could see is ended with the reason."""

from datetime import datetime

from concord.kernel.clocks import local_date
from concord.kernel.verdicts import allowed_if
from concord.trust.accounts.models import User
from concord.trust.actors import Actor
from concord.trust.commands import Refused, announce, command, require
from concord.trust.people import guards, rules
from concord.trust.people.closing import close
from concord.trust.people.events import AccountClosed, AccountReopened
from concord.trust.people.models import Closure, ClosureKind


@command(may=guards.may_change)
def close_account(user: User, *, by: Actor, kind: str, reason: str, at: datetime) -> Closure:
    """Suspend a person or record that they left. Sessions die before their next request."""
    require(rules.reason_suffices(reason))
    require(allowed_if(user.is_active, "This account is closed already."))
    closure = close(user, kind=kind, reason=reason, by_id=by.user_id, at=at, on=local_date(at))
    announce(AccountClosed(user.pk, kind, closure.grants_ended), by=by)
    return closure


@command(may=guards.may_change)
def reopen_account(user: User, *, by: Actor, at: datetime) -> None:
    """End a suspension. Ended grants stay ended: sight follows from new work on a case."""
    closure = _open_suspension(user)
    if closure is None:
        raise Refused(
            "Only a suspended account is opened again. Add somebody who left as a new person."
        )
    closure.reopened_at, closure.reopened_by = at, by.user_id
    closure.save()
    user.is_active = True
    user.save(update_fields=["is_active"])
    announce(AccountReopened(user.pk), by=by)


def _open_suspension(user: User) -> Closure | None:
    latest = Closure.objects.filter(user=user, reopened_at=None).order_by("-closed_at").first()
    suspended = latest is not None and latest.kind == ClosureKind.SUSPENDED
    return latest if suspended and not user.is_active else None
