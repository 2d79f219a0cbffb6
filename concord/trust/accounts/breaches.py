"""Passwords known from breaches elsewhere, in a list that the operator keeps (ASVS V6.2.12).

The list is a text file as the breach services publish it: one SHA-1 hash in capitals on a line,
ordered, perhaps with a colon and a count. It is searched where it lies, however long it is, and no
password or part of one leaves this machine.
"""

import hashlib
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError

_LENGTH = 40


class KnownFromBreaches:
    """Refuse a password that others have already lost. Without a list, refuse nothing."""

    def validate(self, password: str, user: object = None) -> None:
        """Raise ValidationError when the password stands in the list."""
        path = settings.BREACHED_PASSWORDS
        if path and is_listed(password, Path(path)):
            raise ValidationError(self.get_help_text(), code="known_from_breaches")

    def get_help_text(self) -> str:
        """Return what to do instead."""
        return "Choose another password: this one is on lists of stolen passwords"


def is_listed(password: str, path: Path) -> bool:
    """Return whether a password's hash stands in an ordered list. Raise OSError without one."""
    # The published lists are by SHA-1; here it finds a line and keeps nothing secret.
    wanted = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper().encode()
    with path.open("rb") as file:
        low, high = 0, path.stat().st_size
        while low < high:
            middle = (low + high) // 2
            file.seek(middle)
            if middle:
                file.readline()  # the rest of a line that began earlier
            found = file.readline()[:_LENGTH].upper()
            if found == wanted:
                return True
            if found and found < wanted:
                low = middle + 1
            else:
                high = middle
        file.seek(low)
        return file.readline()[:_LENGTH].upper() == wanted
