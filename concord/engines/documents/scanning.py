"""Ask ClamAV about a file, where the installation has one (the setting CLAMD)."""

import io
from pathlib import Path
from typing import Any

import clamd
from django.conf import settings


class NoScanner(Exception):
    """There is no virus scanner, or it does not answer."""


def virus_in(data: bytes) -> str:
    """Return the name of the virus found in a file, or "". Raise NoScanner when none answers."""
    try:
        status, name = _scanner().instream(io.BytesIO(data))["stream"]
    except (clamd.ClamdError, OSError, ValueError) as error:
        raise NoScanner from error
    if status == "OK":
        return ""
    if status == "FOUND":
        return str(name)
    raise NoScanner


def answers() -> bool:
    """Return whether a virus scanner answers."""
    try:
        return bool(_scanner().ping() == "PONG")
    except (NoScanner, clamd.ClamdError, OSError):
        return False


def _scanner() -> Any:
    """Return the scanner at "unix:/path" or "tcp:host:port"."""
    kind, _, place = settings.CLAMD.partition(":")
    if kind == "unix" and Path(place).is_socket():
        return clamd.ClamdUnixSocket(path=place, timeout=60)
    if kind == "tcp":
        host, _, port = place.rpartition(":")
        return clamd.ClamdNetworkSocket(host=host, port=int(port), timeout=60)
    raise NoScanner
