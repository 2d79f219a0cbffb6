"""Do the work in the outbox as it falls due, until told to stop. `concord serve` runs this."""

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand
from django.db import OperationalError, connections

from concord.engines.jobs.outbox import work_once
from concord.project.rounds import Rounds
from concord.trust.context.startup import refuse_unsafe_role

_IDLE_SECONDS = 1.0


class Command(BaseCommand):
    help = __doc__
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Work until SIGTERM or Ctrl-C; the job in hand is finished first."""
        refuse_unsafe_role()
        stopping = threading.Event()
        for ending in (signal.SIGTERM, signal.SIGINT):
            signal.signal(ending, lambda *_: stopping.set())
        rounds = Rounds()
        while not stopping.is_set():
            rounds.make()
            if not self._worked():
                stopping.wait(_IDLE_SECONDS)

    def _worked(self) -> bool:
        try:
            return work_once()
        except OperationalError as error:
            # The database restarts now and then; its outbox is as it was when it is back.
            self.stderr.write(f"The database does not answer: {error}")
            connections.close_all()
            return False
