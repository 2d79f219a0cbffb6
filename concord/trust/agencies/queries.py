"""Questions about agencies. Agencies are not secret; what they may see is."""

from datetime import date

from django.db.models import Q, QuerySet

from concord.trust.agencies.models import Agency, AgencyKind


def agencies_on(on: date) -> "QuerySet[Agency]":
    """Return the agencies that exist on a day."""
    return Agency.objects.filter(Q(valid_to=None) | Q(valid_to__gt=on), valid_from__lte=on)


def front_door_agency(on: date) -> Agency:
    """Return the agency that receives contacts: children's social care (domain.md 2.8)."""
    return agencies_on(on).filter(kind=AgencyKind.SOCIAL_CARE).order_by("valid_from").get()
