"""Put the reference data that comes with Concord into its tables.

Only what is missing is added: a partnership's own rows and dates are never overwritten.
"""

import json
from datetime import date
from pathlib import Path
from typing import Any

from govuk_bank_holidays.bank_holidays import BankHolidays

from concord.trust.reference.models import ClosedDay, Code, Standard

HERE = Path(__file__).parent


def load_reference(using: str) -> dict[str, int]:
    """Add missing standards, codes and bank holidays; return how many of each were added."""
    return {
        "standards": _load_standards(using),
        "codes": _load_codes(using),
        "bank holidays": _load_bank_holidays(using),
    }


def _load_standards(using: str) -> int:
    rows = json.loads((HERE / "standards.json").read_text(encoding="utf-8"))
    return _add_missing(Standard, using, ("code", "version"), rows)


def _load_codes(using: str) -> int:
    rows: list[dict[str, Any]] = []
    for path in sorted((HERE / "code_sets").glob("*.json")):
        code_set = json.loads(path.read_text(encoding="utf-8"))
        rows += [
            {
                "set_code": code_set["set"],
                "source": code_set.get("source", "")[:300],
                "order": order,
                "code": row["code"],
                "label": row["label"],
                "valid_from": row.get("valid_from") or "2009-04-01",
                "valid_to": row.get("valid_to"),
            }
            for order, row in enumerate(code_set["codes"])
        ]
    return _add_missing(Code, using, ("set_code", "code", "valid_from"), rows)


def _load_bank_holidays(using: str) -> int:
    # The library ships gov.uk's published list, so that no network is needed.
    holidays = BankHolidays(use_cached_holidays=True).get_holidays(
        division=BankHolidays.ENGLAND_AND_WALES
    )
    rows = [{"on": holiday["date"], "name": holiday["title"]} for holiday in holidays]
    return _add_missing(ClosedDay, using, ("on",), rows)


def _add_missing(model: Any, using: str, key: tuple[str, ...], rows: list[dict[str, Any]]) -> int:
    fields = [model._meta.get_field(name) for name in key]
    there = set(model.objects.using(using).values_list(*key))
    missing = [
        row
        for row in rows
        if tuple(field.to_python(row[field.name]) for field in fields) not in there
    ]
    model.objects.using(using).bulk_create([model(**row) for row in missing])
    return len(missing)


def months_of_bank_holidays_left(on: date) -> int:
    """Return for how many whole months after a day the bank holidays are known."""
    latest = ClosedDay.objects.filter(local=False).order_by("-on").first()
    if latest is None:
        return 0
    return max(0, (latest.on.year - on.year) * 12 + latest.on.month - on.month)
