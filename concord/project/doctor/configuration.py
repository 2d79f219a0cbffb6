"""The settings: mode, keys, hosts and transport."""

import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from concord.project.doctor.findings import Finding, fine, graded, must_change, warning
from concord.project.doctor.keys import examine_keys
from concord.project.keys import key_paths, today_utc

_SHORTEST_SECRET = 50
_MAIL_SECONDS = 3
_LOCAL = {"127.0.0.1", "localhost", "[::1]", "::1"}


def examine_settings(settings: Any) -> Iterator[Finding]:
    """Look at what the settings say; `settings` is Django's."""
    yield _mode(settings)
    yield graded(
        "DEBUG",
        "on: errors show data" if settings.DEBUG else "off",
        "Switch it off.",
        good=not settings.DEBUG,
    )
    yield graded(
        "SECRET_KEY",
        f"{len(settings.SECRET_KEY)} characters",
        f"Supply a random one of at least {_SHORTEST_SECRET} characters.",
        good=len(settings.SECRET_KEY) >= _SHORTEST_SECRET,
    )
    yield from examine_keys(key_paths(settings.STATE), on=today_utc())
    yield _hosts(settings)
    yield _transport(settings)
    yield _origins(settings)
    yield mail_server(settings)
    yield _stolen_passwords(settings)


def _mode(settings: Any) -> Finding:
    if settings.PRACTICE:
        return must_change(
            "Mode",
            "practice: invented people sign in without a second factor",
            "Set CONCORD_MODE=production on an installation for real people.",
        )
    return fine("Mode", "production")


def _hosts(settings: Any) -> Finding:
    hosts = list(settings.ALLOWED_HOSTS)
    remedy = "Set CONCORD_HOSTS to the names that people type, separated by commas."
    if "*" in hosts:
        return must_change("Hosts", "any name is accepted", remedy)
    if set(hosts) <= _LOCAL:
        return warning("Hosts", "only this machine itself", remedy)
    return fine("Hosts", ", ".join(hosts))


def _transport(settings: Any) -> Finding:
    safe = settings.SESSION_COOKIE_SECURE and settings.CSRF_COOKIE_SECURE
    return graded(
        "TLS",
        "cookies travel by TLS alone" if safe else "cookies also travel without TLS",
        "In production mode, put Concord behind a proxy that ends TLS.",
        good=bool(safe and settings.SECURE_HSTS_SECONDS),
    )


def _origins(settings: Any) -> Finding:
    plain = [each for each in settings.CSRF_TRUSTED_ORIGINS if not each.startswith("https://")]
    others = [
        each
        for each in settings.CSRF_TRUSTED_ORIGINS
        if urlsplit(each).hostname not in settings.ALLOWED_HOSTS
    ]
    remedy = "CONCORD_ORIGINS names only https:// addresses of Concord itself."
    if plain or others:
        found = f"forms are also taken from {', '.join(dict.fromkeys(plain + others))}"
        return must_change("Origins", found, remedy)
    return fine("Origins", "forms are taken from Concord's own pages alone")


def _stolen_passwords(settings: Any) -> Finding:
    path = settings.BREACHED_PASSWORDS
    if not path:
        remedy = "Name an ordered list of SHA-1 hashes in CONCORD_BREACHED_PASSWORDS."
        return warning("Stolen passwords", "only common ones are refused: there is no list", remedy)
    return graded(
        "Stolen passwords",
        f"those in {path} are refused" if Path(path).is_file() else f"{path} cannot be found",
        "CONCORD_BREACHED_PASSWORDS must name a file that Concord's user can read.",
        good=Path(path).is_file(),
    )


def mail_server(settings: Any) -> Finding:
    """Say whether e-mail is sent, and whether the server that takes it answers."""
    if not settings.EMAIL_HOST or settings.EMAIL_BACKEND.endswith("dummy.EmailBackend"):
        found = "none is sent: people learn of messages when they sign in"
        return warning("E-mail", found, "Name a mail server in CONCORD_MAIL; see the README.")
    place = (settings.EMAIL_HOST, settings.EMAIL_PORT)
    try:
        socket.create_connection(place, timeout=_MAIL_SECONDS).close()
    except OSError as error:
        found = f"{place[0]} does not answer: {error}"
        return must_change("E-mail", found, "Check CONCORD_MAIL and the way there.")
    return fine("E-mail", f"{place[0]} answers; messages say only that there is one")
