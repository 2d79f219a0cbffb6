"""Read which agencies sign in at their own identity provider, from a file of the deployer's."""

import json
from pathlib import Path
from typing import Any


def providers_in(path: str) -> list[dict[str, Any]]:
    """Return allauth's settings for each agency in a JSON file; none where no path is given.

    The file is a list of {"agency": code, "name", "issuer", "client_id", "secret"}. Raises KeyError
    when a part is missing: an installation does not start half set up.
    """
    if not path:
        return []
    return [
        {
            "provider_id": one["agency"],
            "name": one["name"],
            "client_id": one["client_id"],
            "secret": one["secret"],
            "settings": {
                "server_url": one["issuer"],
                "fetch_userinfo": False,
                "uid_field": "known_as",
                "oauth_pkce_enabled": True,
            },
        }
        for one in json.loads(Path(path).read_text(encoding="utf-8"))
    ]
