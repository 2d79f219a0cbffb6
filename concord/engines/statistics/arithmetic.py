"""Arithmetic that refuses to mislead: what is withheld stays so in whatever is made of it. Pure."""

LEAST_FOR_A_SHARE = 10


def change(before: int | None, after: int | None) -> float | None:
    """Return the change from one count to a later one, in percent to one place.

    From nothing there is no percentage, and from or to a figure withheld none may be given: None.
    Twelve to 24 is +100.0 (domain.md 8.1, annex E).
    """
    if not before or after is None:
        return None
    return round(100 * (after - before) / before, 1)


def share(part: int | None, whole: int | None) -> float | None:
    """Return what part of a whole a count is, in percent to one place.

    None where either is withheld, or where the whole is too small for percentages (domain.md 8.1).
    """
    if part is None or whole is None or whole < LEAST_FOR_A_SHARE:
        return None
    return round(100 * part / whole, 1)
