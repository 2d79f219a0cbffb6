"""Which limit, which codes and which closed days hold on a given day."""

from datetime import date

from django.db.models import Q, QuerySet

from concord.trust.reference.models import ClosedDay, Code, Standard


class NoStandard(LookupError):
    """No standard of that code holds on that day: the installation lacks reference data."""


def standard(code: str, *, on: date) -> Standard:
    """Return the standard that holds on a day. Raise NoStandard where there is none."""
    found = (
        Standard.objects.filter(
            Q(valid_to=None) | Q(valid_to__gt=on), code=code, valid_from__lte=on
        )
        .order_by("-version")
        .first()
    )
    if found is None:
        raise NoStandard(f"No standard “{code}” holds on {on}. Load the reference data.")
    return found


def closed_days() -> frozenset[date]:
    """Return the bank holidays and local closures, for working-day clocks."""
    return frozenset(ClosedDay.objects.values_list("on", flat=True))


def codes(set_code: str, *, on: date) -> "QuerySet[Code]":
    """Return the codes of a set that may be used on a day, in their order."""
    return Code.objects.filter(
        Q(valid_to=None) | Q(valid_to__gt=on), set_code=set_code, valid_from__lte=on
    )


def codes_until(set_code: str, on: date) -> frozenset[str]:
    """Return every code that a set has held up to a day, for records of earlier years."""
    return frozenset(
        Code.objects.filter(set_code=set_code, valid_from__lte=on).values_list("code", flat=True)
    )


def choices(set_code: str, *, on: date) -> list[tuple[str, str]]:
    """Return a code set as (code, label) pairs for a form."""
    return list(codes(set_code, on=on).values_list("code", "label"))


def label(set_code: str, code: str) -> str:
    """Return the words for a code, whenever it was valid; the code itself if it never was."""
    found = Code.objects.filter(set_code=set_code, code=code).order_by("-valid_from").first()
    return found.label if found else code


def labels(*set_codes: str) -> dict[str, str]:
    """Return the words for every code of some sets, whenever it was valid, in one query.

    The sets must have no code in common.
    """
    rows = Code.objects.filter(set_code__in=set_codes).order_by("valid_from")
    return dict(rows.values_list("code", "label"))
