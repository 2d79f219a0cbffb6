"""Put the kinds of link that come with Concord into their table, adding only what is missing."""

import json
from pathlib import Path

from concord.registers.links.models import LinkKind

_FILE = Path(__file__).parent / "kinds.json"


def load_link_kinds(using: str) -> int:
    """Add missing kinds of link and return how many. Local rows and dates are left alone."""
    shipped = json.loads(_FILE.read_text(encoding="utf-8"))
    known = set(LinkKind.objects.using(using).values_list("code", flat=True))
    missing = [
        LinkKind(order=order, valid_from=shipped["valid_from"], **row)
        for order, row in enumerate(shipped["kinds"])
        if row["code"] not in known
    ]
    LinkKind.objects.using(using).bulk_create(missing)
    return len(missing)
