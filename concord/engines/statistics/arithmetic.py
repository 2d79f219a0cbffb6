"""Arithmetic that refuses to mislead. Pure."""


def change(before: int, after: int) -> float | None:
    """Return the change from one count to a later one, in percent to one place.

    From nothing there is no percentage: None. Twelve to 24 is +100.0 (domain.md 8.1, annex E).
    """
    return None if before == 0 else round(100 * (after - before) / before, 1)


def reconciles(*, start: int, starts: int, ends: int, end: int) -> bool:
    """Return whether stock at the end = stock at the start + starts − ends (domain.md 8.1)."""
    return start + starts - ends == end
