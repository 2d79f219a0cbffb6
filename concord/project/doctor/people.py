"""The people who sign in: has everybody a second factor, and of the kind that their roles need?"""

from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from concord.project.doctor.findings import Finding, fine, must_change, warning


def examine_people(settings: Any, *, on: date) -> Iterator[Finding]:
    """Look at second factors and at single sign-on; `settings` is Django's."""
    yield _second_factors()
    yield _passkeys(on)
    yield from _single_sign_on(settings)


def _second_factors() -> Finding:
    from concord.trust.accounts.models import User

    real = User.objects.filter(is_active=True, practice=False)
    without = real.filter(authenticator=None).count()
    if not without:
        return fine("Second factor", f"all {real.count()} people have one")
    found = f"{without} of {real.count()} people have none yet"
    remedy = "They are asked to set one up when they next sign in, before anything else opens."
    return warning("Second factor", found, remedy)


def _passkeys(on: date) -> Finding:
    from django.db.models import Q

    from concord.trust.accounts.factors import PASSKEY_ROLES
    from concord.trust.accounts.models import User

    current = Q(role_holdings__held_until=None) | Q(role_holdings__held_until__gt=on)
    holders = User.objects.filter(
        current, is_active=True, practice=False, role_holdings__role__in=PASSKEY_ROLES
    ).distinct()
    without = holders.exclude(authenticator__type="webauthn").count()
    if not without:
        return fine("Passkeys", "everybody whose role needs one has one")
    remedy = "They need a passkey or a security key before they can work: hand them out."
    return warning("Passkeys", f"{without} people whose role needs one have none", remedy)


def _single_sign_on(settings: Any) -> Iterator[Finding]:
    apps = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    subject = "Single sign-on"
    if not apps:
        yield fine(subject, "not used: everybody signs in here")
        return
    from concord.trust.agencies.models import Agency

    known = set(Agency.objects.values_list("code", flat=True))
    for app in apps:
        address = urlsplit(app["settings"]["server_url"])
        if address.scheme != "https":
            remedy = "Give an address that begins with https:// as its issuer."
            yield must_change(subject, f"{app['name']} is asked without TLS", remedy)
        elif app["provider_id"] not in known:
            remedy = f"Name one of: {', '.join(sorted(known))}"
            yield must_change(subject, f"no agency has the code {app['provider_id']}", remedy)
        else:
            yield fine(subject, f"{app['name']} at {address.hostname}")
