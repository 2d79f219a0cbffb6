"""Kinds of area, and what a postcode looks like. No database, no clock."""

import re

from concord.kernel.choices import TextChoices

# domain.md section 10.
_POSTCODE = re.compile(r"(GIR0AA|[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2})")


class AreaKind(TextChoices):
    WARD = "ward", "Ward"
    LSOA = "lsoa", "Lower layer super output area"
    MSOA = "msoa", "Middle layer super output area"
    # Areas that the partnership has drawn for itself.
    NEIGHBOURHOOD = "neighbourhood", "Neighbourhood area"
    CONSTITUENCY = "constituency", "Parliamentary constituency"


def compact_postcode(typed: str) -> str:
    """Return a postcode in capitals without spaces, or nothing where it cannot be one."""
    compact = "".join(typed.split()).upper()
    return compact if _POSTCODE.fullmatch(compact) else ""
