"""Joiners: an account without a password, and a link with which its person begins."""

import secrets
from datetime import datetime, timedelta

from concord.kernel.clocks import local_date
from concord.kernel.verdicts import allowed_if
from concord.trust.accounts.models import Role, User
from concord.trust.actors import Actor
from concord.trust.agencies.models import Agency
from concord.trust.commands import announce, command, require
from concord.trust.people import guards, rules
from concord.trust.people.events import AccountActivated, ActivationIssued, PersonAdded
from concord.trust.people.holdings import settle_roles
from concord.trust.people.models import Activation
from concord.trust.people.queries import token_hash
from concord.trust.reference.queries import standard


@command(may=guards.may_add)
def add_person(  # noqa: PLR0913 - who they are, what they do here and why
    agency: Agency,
    *,
    by: Actor,
    username: str,
    full_name: str,
    job_title: str,
    roles: tuple[str, ...],
    reason: str,
    at: datetime,
) -> tuple[User, str]:
    """Give somebody an account of an agency; return them and the link's token, shown once.

    Roles that two people give are proposed, not given.
    """
    require(rules.reason_suffices(reason))
    require(rules.may_give(set(roles), giver_is_administrator=by.has_role(Role.ADMINISTRATOR)))
    username = User.normalize_username(username.strip())
    taken = User.objects.filter(username__iexact=username).exists()
    require(allowed_if(not taken, "This user name is taken. Enter another."))
    user = User.objects.create_user(
        username, full_name=full_name, job_title=job_title, agency=agency
    )
    given = settle_roles(
        user, set(roles), proposer=by.user_id, from_on=local_date(at), reason=reason, at=at
    )
    announce(PersonAdded(user.pk, agency.pk, given.added), by=by)
    return user, _issue(user, by=by, at=at)


@command(may=guards.may_change)
def issue_activation(user: User, *, by: Actor, at: datetime) -> str:
    """Return a fresh token for a person who never began, or forgot; earlier links stop working."""
    require(allowed_if(user.is_active, "This account is closed. Open it again first."))
    Activation.objects.filter(user=user, used_at=None).update(used_at=at)
    return _issue(user, by=by, at=at)


@command(may=guards.may_activate)
def activate(activation: Activation, *, by: Actor, password: str, at: datetime) -> User:
    """Set a person's password with their link, once."""
    usable = activation.used_at is None and at < activation.expires_at
    require(allowed_if(usable, "This link no longer works. Ask for a new one."))
    activation.used_at = at
    activation.save()
    user = activation.user
    user.set_password(password)
    user.epoch += 1
    user.save(update_fields=["password", "epoch"])
    announce(AccountActivated(activation.pk, user.pk), by=by)
    return user


def _issue(user: User, *, by: Actor, at: datetime) -> str:
    token = secrets.token_urlsafe(32)
    hours = standard("activation_link", on=local_date(at)).value
    activation = Activation(
        user=user,
        token_hash=token_hash(token),
        made_at=at,
        made_by=by.user_id,
        expires_at=at + timedelta(hours=hours),
    )
    activation.save(force_insert=True)
    announce(ActivationIssued(activation.pk, user.pk), by=by)
    return token
