"""Questions of place: in which areas does a postcode lie, on a day?"""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from concord.registers.geography.models import Area, PostcodeArea
from concord.registers.geography.rules import compact_postcode


def areas_of(postcode: str, *, on: date) -> dict[str, Area]:
    """Return the areas of a postcode by kind, of the sets that hold on a day."""
    return areas_of_many([postcode], on=on).get(compact_postcode(postcode), {})


def areas_of_many(postcodes: Iterable[str], *, on: date) -> dict[str, dict[str, Area]]:
    """Return the areas of many postcodes in one query, by compact postcode and kind."""
    compact = {code for code in map(compact_postcode, postcodes) if code}
    rows = (
        PostcodeArea.objects.filter(
            Q(area__area_set__valid_to=None) | Q(area__area_set__valid_to__gt=on),
            postcode__compact__in=compact,
            area__area_set__valid_from__lte=on,
        )
        .select_related("postcode", "area__area_set")
        .defer("area__outline")
    )
    found: dict[str, dict[str, Area]] = {}
    for row in rows:
        found.setdefault(row.postcode.compact, {})[row.area.area_set.kind] = row.area
    return found
