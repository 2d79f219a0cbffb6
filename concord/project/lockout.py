"""Whose failed sign-ins are counted together, over all workers (django-axes keeps the count)."""

import unicodedata
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from concord.trust.reference.queries import standard


def plain_name(stated: str) -> str:
    """Return a user name without case, accents and spaces: no spelling gets fresh attempts."""
    parts = unicodedata.normalize("NFKD", stated).casefold()
    return "".join(one for one in parts if not unicodedata.combining(one) and not one.isspace())


def counted_name(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """Return what failures are counted under: a keyed hash, for a stated name may be a password."""
    stated = credentials or {}
    name = stated.get("login") or stated.get("username") or request.POST.get("login", "")
    return salted_hmac("concord.lockout", plain_name(str(name)), algorithm="sha256").hexdigest()


def failures_allowed(request: HttpRequest, credentials: dict[str, Any] | None) -> int:
    """Return how many sign-ins may fail before the name is locked: a standard with its dates."""
    return int(standard("sign_in_failures", on=timezone.localdate()).value)


def locked_for(request: HttpRequest | None) -> timedelta:
    """Return how long failures count, and so how long the lock holds."""
    return timedelta(minutes=int(standard("sign_in_lock", on=timezone.localdate()).value))


def client_address(request: HttpRequest) -> str:
    """Return the sender's network address, as the nearest proxy that we run has seen it.

    Each trusted proxy adds one address at the end of X-Forwarded-For; what stands before those is
    the sender's own claim and counts for nothing.
    """
    direct = str(request.META.get("REMOTE_ADDR", ""))
    count = settings.TRUSTED_PROXIES
    seen = [one.strip() for one in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    return seen[-count] if count and len(seen) >= count and seen[-count] else direct
