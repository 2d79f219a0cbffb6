"""Bring a database up to this release: tables, walls, privileges and reference data."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from concord.casework.assessment.instruments import load_instruments
from concord.registers.links.loading import load_link_kinds
from concord.registers.subjects.rebuilding import has_no_keys, rebuild_search
from concord.trust.access.histories import keep_histories
from concord.trust.access.loading import load_ceilings
from concord.trust.context.privileges import apply_privileges
from concord.trust.reference.loading import load_reference


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate as the owner of the tables; everything here may be run again at any time."""
        call_command("migrate", database="owner", verbosity=0, interactive=False)
        keep_histories("owner")
        apply_privileges("owner")
        added = load_reference("owner") | {
            "role ceilings": load_ceilings("owner"),
            "kinds of link": load_link_kinds("owner"),
            "instruments": load_instruments("owner"),
        }
        if has_no_keys("owner"):
            rebuild_search("owner")
        said = ", ".join(f"{count} {name}" for name, count in added.items() if count)
        self.stdout.write(f"Database is up to date. Added: {said or 'nothing new'}.")
