"""How e-mail leaves: by the partnership's own mail server, over TLS, or not at all."""

from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

_NONE = "django.core.mail.backends.dummy.EmailBackend"
_SMTP = "django.core.mail.backends.smtp.EmailBackend"
_SECONDS = 20


class Mail(NamedTuple):
    """Django's settings for sending e-mail; without a host none is sent."""

    backend: str
    host: str = ""
    port: int = 0
    user: str = ""
    from_the_start: bool = False

    @property
    def turned_on_later(self) -> bool:
        """Whether TLS begins with a command (STARTTLS), not with the connection."""
        return bool(self.host) and not self.from_the_start

    @property
    def seconds(self) -> int:
        """How long the mail server may take."""
        return _SECONDS


def mail_from(address: str) -> Mail:
    """Read smtp://user@host:587 (TLS by STARTTLS) or smtps://user@host:465; "" sends nothing.

    Raises ImproperlyConfigured for anything else: no e-mail leaves without TLS.
    """
    if not address:
        return Mail(_NONE)
    parts: Any = urlsplit(address)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise ImproperlyConfigured("CONCORD_MAIL must look like smtp://user@mail.example:587.")
    usual = 465 if parts.scheme == "smtps" else 587
    user = unquote(parts.username or "")
    return Mail(_SMTP, parts.hostname, parts.port or usual, user, parts.scheme == "smtps")
