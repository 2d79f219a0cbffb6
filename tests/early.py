"""Loaded by pytest before anything else: settings need a database to point at.

`make test` has one running already; then this joins it. Tests keep to a state folder of their own.
"""

import atexit
import os
from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent
os.environ.setdefault("CONCORD_MODE", "practice")
os.environ.setdefault("CONCORD_STATE", str(_ROOT / ".concord" / "test"))

from concord.project.database.own_cluster import running_database  # noqa: E402

_database = running_database()
_database.__enter__()
atexit.register(_database.__exit__, None, None, None)
