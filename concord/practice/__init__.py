"""The practice district: invented people and children, made only through the commands people use.

It exists in practice mode alone. The same seed gives the same district on the same day.
"""

from collections.abc import Callable

from django.conf import settings

from concord.practice.building import Summary, build_district, is_empty
from concord.practice.partners import SignIn, sign_ins

__all__ = ["SignIn", "Summary", "build", "is_empty", "sign_in_names"]


def build(
    seed: int,
    children: int,
    *,
    months: int = 14,
    progress: Callable[[str], None] = lambda said: None,
) -> Summary:
    """Build a district of so many children with so many months of history; say what was made.

    Raise Refused outside practice mode, and on a database that holds anybody already.
    """
    return build_district(seed=seed, children=children, months=months, progress=progress)


def sign_in_names() -> list[SignIn]:
    """Return how to sign in as each practice person; nobody outside practice mode."""
    return sign_ins() if settings.PRACTICE else []
