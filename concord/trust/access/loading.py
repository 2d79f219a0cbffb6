"""Put the default role matrix into its table, adding only what is missing."""

import json
from pathlib import Path

from concord.trust.access.models import RoleCeiling

_FILE = Path(__file__).parent / "ceilings.json"


def load_ceilings(using: str) -> int:
    """Add missing role ceilings and return how many were added. Local rows are left alone."""
    matrix = json.loads(_FILE.read_text(encoding="utf-8"))
    known = set(RoleCeiling.objects.using(using).values_list("role", "compartment"))
    missing = [
        RoleCeiling(
            role=role,
            compartment=part,
            ability=ability,
            scope=scope.strip(),
            valid_from=matrix["valid_from"],
        )
        for role, parts in matrix["ceilings"].items()
        for part, stated in parts.items()
        # "read: what is relevant" is an ability and how far it goes.
        for ability, _, scope in [stated.partition(":")]
        if (role, part) not in known
    ]
    RoleCeiling.objects.using(using).bulk_create(missing)
    return len(missing)
