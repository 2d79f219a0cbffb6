"""Signing in and out, failing to, and changing how one does: each is a line of the audit log.

allauth, axes and Django tell of these by signals, so this is the one place that listens to some.
"""

from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.signals import password_changed
from allauth.mfa import signals as mfa
from axes.signals import user_locked_out
from django.contrib.auth import signals as auth
from django.contrib.auth import update_session_auth_hash
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from concord.engines.notices.post import tell
from concord.trust.access.queries import actor_for
from concord.trust.accounts.models import User
from concord.trust.actors import NOBODY, Actor
from concord.trust.audit import log
from concord.trust.context import acting_as

CHANGED = "Your {what} was changed. If it was not you, tell your administrator now."
LOCKED = (
    "Somebody gave a wrong password for your account so often that it was locked for a while. If it"
    " was not you, tell your administrator."
)


def _asking(request: HttpRequest | None) -> Actor | None:
    # Only requests that came through the door have somebody asking; test clients that put a
    # session together by hand do not.
    return getattr(request, "actor", None)


@receiver(auth.user_logged_in)
def _signed_in(request: HttpRequest, user: User, **kwargs: Any) -> None:
    if _asking(request) is None:
        return
    proofs = [proof.get("type") or proof["method"] for proof in _proofs(request, user)]
    with acting_as(actor_for(user, on=timezone.localdate())) as actor:
        log.signed_in(user.pk, by=actor, how=", ".join(proofs))


@receiver(auth.user_logged_out)
def _signed_out(request: HttpRequest, user: User | None, **kwargs: Any) -> None:
    actor = _asking(request)
    if user is not None and actor is not None:
        log.signed_out(user.pk, by=actor, why="asked")


@receiver(auth.user_login_failed)
def _failed(credentials: dict[str, Any], request: HttpRequest | None = None, **_: Any) -> None:
    if _asking(request) is not None and not getattr(request, "axes_locked_out", False):
        _log_failure(str(credentials.get("username", "")), "password")


@receiver(user_locked_out)
def _locked_out(request: HttpRequest, username: str, **kwargs: Any) -> None:
    # The name that axes counts under is hashed already.
    _log_failure(username, "locked out")
    known = User.objects.filter(username__iexact=request.POST.get("login", ""), is_active=True)
    if (user := known.first()) is not None:
        with acting_as(actor_for(user, on=timezone.localdate())) as owner:
            _tell(user, LOCKED, owner)


@receiver(mfa.authentication_failed)
def _second_factor_failed(user: User, **kwargs: Any) -> None:
    _log_failure(user.username, "second factor", user)


@receiver([mfa.authenticator_added, mfa.authenticator_removed, mfa.authenticator_reset])
def _second_factor_changed(request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Whatever else was open under the old factors is over; this session goes on."""
    asking, authenticator = _asking(request), kwargs["authenticator"]
    if asking is None:
        return
    # Recovery codes that come with a first factor are told of once the request has been committed.
    with acting_as(asking) as actor:
        log.second_factor_changed(user.pk, by=actor, what=str(authenticator.type))
        user.epoch += 1
        user.save(update_fields=["epoch"])
        update_session_auth_hash(request, user)
        _tell(user, CHANGED.format(what="way of signing in"), actor)


@receiver(password_changed)
def _password_changed(request: HttpRequest, user: User, **kwargs: Any) -> None:
    if (actor := _asking(request)) is not None:
        log.second_factor_changed(user.pk, by=actor, what="password")
        _tell(user, CHANGED.format(what="password"), actor)


def _tell(user: User, words: str, by: Actor) -> None:
    """Tell somebody what happened to their account, in case it was not they (ASVS V6.3.5, 7)."""
    tell(user.pk, words, url="/accounts/2fa/", by=by, at=timezone.now())


def _proofs(request: HttpRequest, user: User) -> list[dict[str, Any]]:
    return get_authentication_records(request, user)


def _log_failure(stated: str, why: str, user: User | None = None) -> None:
    with acting_as(NOBODY) as nobody:
        log.sign_in_failed(stated, by=nobody, why=why, user_id=user.pk if user else None)
