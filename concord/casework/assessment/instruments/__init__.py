"""The assessment tools that come with Concord, as dated data."""

import json
from pathlib import Path

from concord.casework.assessment.models import Instrument

_HERE = Path(__file__).parent


def load_instruments(using: str) -> int:
    """Add the tools that are missing and return how many. A version once loaded never changes."""
    added = 0
    for path in sorted(_HERE.glob("*.json")):
        definition = json.loads(path.read_text(encoding="utf-8"))
        _, made = Instrument.objects.using(using).get_or_create(
            code=definition["code"],
            version_number=definition["version"],
            defaults={
                "title": definition["title"],
                "definition": definition,
                "valid_from": definition["valid_from"],
                "valid_to": definition.get("valid_to"),
            },
        )
        added += made
    return added
