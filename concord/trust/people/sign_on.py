"""How a person is known who signs in at their agency: by issuer and subject together."""

from django.conf import settings


def issuers() -> dict[str, str]:
    """Return the issuer of each agency whose people sign in at their own, by the agency's code."""
    apps = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    return {app["provider_id"]: app["settings"]["server_url"] for app in apps}


def known_as(issuer: str, subject: str) -> str:
    """Return issuer and subject as one: the subject alone means nothing at another issuer."""
    return f"{issuer} {subject}"
