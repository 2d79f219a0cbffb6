"""Questions about agencies. Agencies are not secret; what they may see is."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from concord.trust.agencies.models import Agency, AgencyKind


def agencies_on(on: date) -> "QuerySet[Agency]":
    """Return the agencies that exist on a day."""
    return Agency.objects.filter(Q(valid_to=None) | Q(valid_to__gt=on), valid_from__lte=on)


def front_door_agency(on: date) -> Agency:
    """Return the agency that receives contacts: children's social care (domain.md 2.8)."""
    return agencies_on(on).filter(kind=AgencyKind.SOCIAL_CARE).order_by("valid_from").get()


def names_of_agencies(agency_ids: Iterable[Any]) -> dict[Any, str]:
    """Return names by agency id, for pages that say whose somebody is."""
    known = {key for key in agency_ids if key}
    return dict(Agency.objects.filter(pk__in=known).values_list("pk", "name"))
