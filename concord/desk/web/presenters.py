"""Turn what the queries return into what the desk's pages show."""

from collections.abc import Callable, Mapping
from typing import Any

from django.urls import reverse
from django.utils import timezone

from concord.kernel.clocks import age_on, end_of_local_day
from concord.kernel.identifiers import IdentifierType
from concord.kernel.levels import HarmStatus, Level
from concord.registers.geography.queries import areas_of_many
from concord.registers.geography.rules import compact_postcode
from concord.registers.subjects.rules import BirthPrecision, NameKind, Sex
from concord.trust.reference.queries import label, labels
from concord.ui.words import day, sentence_list, short_day

MASKED = "Protected: ask the lead worker"


def child_row(period: Any, names: Mapping[Any, str], kinds: Mapping[str, str]) -> dict[str, Any]:
    """Return one line of the list of children."""
    return {
        "pk": period.subject_id,
        "name": period.subject.descriptor,
        "born": _born(period.subject, short_day),
        "level": period.level,
        "level_label": Level(period.level).label,
        "harm": HarmStatus(period.harm_status).label,
        "kinds": sentence_list(kinds.get(code, code) for code in period.exploitation_types),
        "lead": names.get(period.lead_worker_id, "Nobody yet"),
        "review_at": end_of_local_day(period.review_due_on),
        "review_on": period.review_due_on,
    }


def identity_rows(child: Any, *, may_unmask: bool = False) -> list[dict[str, Any] | None]:
    """Return who a child is, with protected addresses masked: some readers may ask for them."""
    today = timezone.localdate()
    others = [name.full for name in child.names.all() if name.kind != NameKind.KNOWN_AS]
    rows = [
        {"key": "Date of birth", "value": birth(child, today)},
        {"key": "Sex", "value": Sex(child.sex).label},
        {"key": "Also known as", "value": sentence_list(others)} if others else None,
        {"key": "Language", "value": _language(child)} if _language(child) else None,
        {"key": "Ethnicity", "value": label("ethnicity", child.ethnicity)}
        if child.ethnicity
        else None,
        {"key": "School", "value": child.school_name} if child.school_name else None,
    ]
    rows += [
        {
            "key": IdentifierType(number.type).label,
            "value": number.value + ("" if number.verified else " (not verified)"),
        }
        for number in child.identifiers.all()
    ]
    current = [row for row in child.addresses.all() if row.to_on is None]
    areas = areas_of_many((row.postcode for row in current if not row.confidential), on=today)
    return rows + [
        _address(row, areas.get(compact_postcode(row.postcode), {}), may_unmask) for row in current
    ]


def _language(child: Any) -> str:
    """Return what somebody speaks, and that an interpreter is needed, or nothing."""
    speaks = label("first_language", child.first_language) if child.first_language else ""
    needs = {"yes": "Needs an interpreter", "no": "No interpreter needed"}
    return ". ".join(part for part in (speaks, needs.get(child.interpreter, "")) if part)


def side_by_side(one: Any, other: Any) -> list[dict[str, Any]]:
    """Return what is known of two people, a row for each thing known of either."""
    known = [
        {row["key"]: row["value"] for row in identity_rows(each) if row and "value" in row}
        for each in (one, other)
    ]
    keys = dict.fromkeys(key for rows in known for key in rows)
    return [
        {
            "key": key,
            "of_both": [rows.get(key, "") for rows in known],
            "differs": len({str(rows.get(key, "")) for rows in known}) > 1,
        }
        for key in keys
    ]


def birth(child: Any, today: Any) -> str:
    """Return a birth date as far as it is known, with the age it makes."""
    if child.born_on is None:
        return _before_a_birth_date(child)
    return f"{_born(child, day)} (aged {age_on(child.born_on, today)})"


def birth_or_kind(subject: Any, today: Any) -> str:
    """Return what tells one entry from another of the same name in a list."""
    return birth(subject, today) if subject.is_person else subject.get_kind_display()


def _before_a_birth_date(child: Any) -> str:
    """Return what stands for a birth date that nobody has."""
    if child.about_age is not None:
        return f"Not known. About {child.about_age} on {day(child.age_said_on)}"
    return f"Expected on {day(child.expected_on)}" if child.expected_on else "Not known"


def _born(child: Any, whole: Callable[[Any], str]) -> str:
    """Return a birth date no more exactly than it is known."""
    if child.born_on is None:
        return "Not known"
    if child.born_precision == BirthPrecision.ESTIMATED:
        return f"About {child.born_on:%Y}"
    if child.born_precision == BirthPrecision.YEAR:
        return f"{child.born_on:%Y}"
    if child.born_precision == BirthPrecision.MONTH:
        return f"{child.born_on:%B %Y}"
    return whole(child.born_on)


def _address(row: Any, areas: Mapping[str, Any], may_unmask: bool) -> dict[str, Any]:
    ward = areas.get("ward")
    lines = address_text(row, f"{ward.name} ward" if ward else "", may_unmask=may_unmask)
    shown: dict[str, Any] = {"key": row.get_kind_display(), "value": lines}
    if row.confidential and may_unmask:
        href = reverse("desk:show_address", args=[row.pk])
        shown["action"] = {"href": href, "text": "Show", "about": f"the {shown['key'].lower()}"}
    return shown


def address_text(row: Any, ward: str = "", *, may_unmask: bool = False) -> str:
    """Return an address in lines, masked where it is protected. No page shows one otherwise."""
    if row.confidential:
        return "Protected" if may_unmask else MASKED
    return "\n".join(part for part in (row.lines, row.postcode, ward) if part)


def now_rows(period: Any, names: Mapping[Any, str]) -> list[dict[str, Any]]:
    """Return where things stand for a tracked child."""
    types = labels("exploitation_type")
    kinds = sentence_list(types.get(code, code) for code in period.exploitation_types)
    confirmed = "Confirmed at a meeting" if period.confirmed_at_meeting else "Not yet at a meeting"
    return [
        {"key": "Agreed", "value": confirmed},
        {"key": "Harm", "value": HarmStatus(period.harm_status).label},
        {"key": "Kinds", "value": kinds},
        {"key": "Lead worker", "value": names.get(period.lead_worker_id, "Nobody yet")},
        {"key": "Tracked since", "value": day(period.opened_on)},
    ]
