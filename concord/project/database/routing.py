"""Which connection migrates: the owner's. The application may not change tables."""

from typing import Any


class OwnerMigrates:
    """A database router that lets migrations run on the connection named owner, nowhere else."""

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        """Say whether migrations of an app may run on a connection."""
        return db == "owner"
