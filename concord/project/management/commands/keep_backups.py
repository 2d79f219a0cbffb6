"""Keep backups of the cluster that Concord runs by itself. `concord serve` runs this."""

import signal
import threading
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from concord.project.backup.keeping import keep_backups


class Command(BaseCommand):
    help = __doc__
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Work until SIGTERM or Ctrl-C; a backup that is being taken is then broken off."""
        stopping = threading.Event()
        for ending in (signal.SIGTERM, signal.SIGINT):
            signal.signal(ending, lambda *_: stopping.set())
        keep_backups(settings.STATE, settings.FILES_FOLDER, stopping)
