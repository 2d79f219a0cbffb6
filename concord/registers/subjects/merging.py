"""Which links follow a person when two entries are found to be one.

Every app declares its own, and a test fails while one is undeclared: none can be forgotten.
"""

from collections.abc import Iterable

_follows: set[str] = set()
_stays: set[str] = set()


def contribute(*, follows: Iterable[str] = (), stays: Iterable[str] = ()) -> None:
    """Declare foreign keys to Subject, as "app.Model.field", that move or are left behind."""
    _follows.update(follows)
    _stays.update(stays)


def declared() -> set[str]:
    """Return every declared link."""
    return _follows | _stays
