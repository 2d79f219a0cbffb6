"""Make the search keys of everybody on the register anew. Needed after the secret key changed."""

from typing import Any

from django.core.management.base import BaseCommand

from concord.registers.subjects.rebuilding import rebuild_search


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Replace all keys in one transaction, as the owner of the tables."""
        self.stdout.write(f"Search keys made for {rebuild_search()} people.")
