"""On whose behalf a command of the command line changes something."""

import datetime
from typing import TYPE_CHECKING

from concord.project.troubles import Trouble

if TYPE_CHECKING:
    from concord.trust.accounts.models import User
    from concord.trust.actors import Actor


def acting_person(username: str, *, role: str, title: str) -> "Actor":
    """Return the person named, or the only one who holds a role, with today's rights.

    Whoever can run commands here could name anybody: the audit log then holds that name. Raises
    Trouble when there is no such person, or nobody in particular.
    """
    from django.utils import timezone

    from concord.trust.access.queries import actor_for

    today = timezone.localdate()
    user = _named(username) if username else _only_holder(role, title, today)
    return actor_for(user, on=today, purpose="command line")


def _named(username: str) -> "User":
    from concord.trust.accounts.models import User

    user = User.objects.filter(username=username, is_active=True).first()
    if user is None:
        raise Trouble(f"Nobody who can sign in has the user name {username}.")
    return user


def _only_holder(role: str, title: str, today: datetime.date) -> "User":
    from django.db.models import Q

    from concord.trust.accounts.models import User

    current = Q(role_holdings__held_until=None) | Q(role_holdings__held_until__gt=today)
    holders = User.objects.filter(
        current, is_active=True, role_holdings__role=role, role_holdings__held_from__lte=today
    ).distinct()
    if len(holders) != 1:
        found = f"{len(holders)} people are" if holders else "nobody is"
        raise Trouble(f"Say for whom, with --as and a user name: {found} {title} here.")
    return holders[0]
