"""Which links follow a person when two entries are found to be one.

Every app declares its own, and a test fails while one is undeclared: none can be forgotten.
"""

from collections.abc import Iterable, Mapping

_follows: set[str] = set()
_stays: set[str] = set()
_clashes: dict[str, str] = {}


def contribute(
    *,
    follows: Iterable[str] = (),
    stays: Iterable[str] = (),
    clashes: Mapping[str, str] | None = None,
) -> None:
    """Declare foreign keys to Subject, as "app.Model.field", that move or are left behind.

    `clashes` says in words why two entries cannot be joined, by the name of the constraint that one
    entry with the rows of both would break.
    """
    _follows.update(follows)
    _stays.update(stays)
    _clashes.update(clashes or {})


def declared() -> set[str]:
    """Return every declared link."""
    return _follows | _stays


def following() -> list[str]:
    """Return every link that moves, in a settled order."""
    return sorted(_follows)


def clash(constraint: str | None) -> str:
    """Return why two entries cannot be joined that would together break a constraint."""
    return _clashes.get(
        constraint or "", "Both have a record of the same kind that one person has only once."
    )
