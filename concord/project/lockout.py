"""Whose failed sign-ins are counted together, over all workers (django-axes keeps the count)."""

import unicodedata
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac


def plain_name(stated: str) -> str:
    """Return a user name without case, accents and spaces: no spelling gets fresh attempts."""
    parts = unicodedata.normalize("NFKD", stated).casefold()
    return "".join(one for one in parts if not unicodedata.combining(one) and not one.isspace())


def counted_name(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """Return what failures are counted under: a keyed hash, for a stated name may be a password."""
    stated = credentials or {}
    name = stated.get("login") or stated.get("username") or request.POST.get("login", "")
    return salted_hmac("concord.lockout", plain_name(str(name)), algorithm="sha256").hexdigest()


def client_address(request: HttpRequest) -> str:
    """Return the sender's network address, as the nearest proxy that we run has seen it.

    Each trusted proxy adds one address at the end of X-Forwarded-For; what stands before those is
    the sender's own claim and counts for nothing.
    """
    direct = str(request.META.get("REMOTE_ADDR", ""))
    count = settings.TRUSTED_PROXIES
    seen = [one.strip() for one in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    return seen[-count] if count and len(seen) >= count and seen[-count] else direct
