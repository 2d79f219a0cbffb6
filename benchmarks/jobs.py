"""Workers killed while they send e-mails: none is missing, and no mailbox shows one twice.

python -m benchmarks.jobs [--jobs 3000] [--workers 3] [--every 0.3]

So many notices are posted in one transaction. Workers take them from the outbox as `concord serve`
has them do, and hand the e-mails to a real server on this machine; one of them is killed (-9) every
so often and another begins. A message that was handed over twice bears the same number, which is
how mailboxes know it. Exits with 1 when a message is missing, a job is undone or given up, or two
messages of different numbers say the same.
"""

import argparse
import os
import random
import signal
import socketserver
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from typing import ClassVar

from benchmarks.settled import database
from benchmarks.targets import Targets

LONGEST_SECONDS = 900


class _Mailbox(socketserver.StreamRequestHandler):
    """As much of a mail server as takes a message in."""

    taken: ClassVar[list[str]] = []

    def handle(self) -> None:
        self._say("220 here")
        for line in self.rfile:
            word = line.strip().upper()
            if word.startswith(b"DATA"):
                self._say("354 go on")
                self._take()
            self._say("221 bye" if word.startswith(b"QUIT") else "250 yes")
            if word.startswith(b"QUIT"):
                return

    def _take(self) -> None:
        lines = []
        for line in self.rfile:
            if line == b".\r\n":
                self.taken.append(message_from_bytes(b"".join(lines))["Message-ID"])
                return
            lines.append(line)

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A worker that is killed leaves its connection in the middle: that is the point."""


@contextmanager
def mail_server() -> Iterator[int]:
    """Have a mail server for a while; yield its port."""
    with _Server(("127.0.0.1", 0), _Mailbox) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


def post(jobs: int) -> set[str]:
    """Post the notices, all in one change; return the numbers of their messages."""
    from django.db import transaction
    from django.utils import timezone

    from concord.engines.jobs.models import Job
    from concord.engines.notices.post import EMAIL_JOB, message_id, tell
    from tests.factories import Partnership

    partnership = Partnership()
    nurse = partnership.users["nurse"]
    type(nurse).objects.filter(pk=nurse.pk).update(email="nurse@example.org")
    with transaction.atomic(), partnership.as_("nurse") as by:  # type: ignore[attr-defined]
        for number in range(jobs):
            tell(nurse.pk, f"Notice {number}", url="/", by=by, at=timezone.now())
    return {message_id(job.pk) for job in Job.objects.filter(kind=EMAIL_JOB)}


def work() -> int:
    """Begin a worker; return its process."""
    from django.db import connections

    from concord.engines.jobs import outbox

    connections.close_all()
    if process := os.fork():
        return process
    while True:
        if not outbox.work_once():
            time.sleep(0.1)


def kill_until_done(workers: int, every: float) -> int:
    """Kill a worker every so often until nothing waits; return how many were killed."""
    from concord.engines.jobs.models import Job

    chance, running = random.Random(11), [work() for _ in range(workers)]  # noqa: S311
    killed, ends = 0, time.monotonic() + LONGEST_SECONDS
    while Job.objects.filter(done_at=None, gave_up_at=None).exists() and time.monotonic() < ends:
        time.sleep(every)
        place = chance.randrange(workers)
        _end(running[place])
        killed += 1
        running[place] = work()
    for process in running:
        _end(process)
    return killed


def _end(process: int) -> None:
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)


def main() -> None:
    """Post, kill, count."""
    words = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    words.add_argument("--jobs", type=int, default=3_000)
    words.add_argument("--workers", type=int, default=3)
    words.add_argument("--every", type=float, default=0.3)
    asked = words.parse_args()
    targets = Targets()
    with database("jobs"), mail_server() as port:
        from django.conf import settings

        from concord.engines.jobs import outbox
        from concord.engines.jobs.models import Job

        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        settings.EMAIL_USE_SSL = settings.EMAIL_USE_TLS = False
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        began = time.perf_counter()
        numbers = post(asked.jobs)
        killed = kill_until_done(asked.workers, asked.every)
        taken = Counter(_Mailbox.taken)
        undone = Job.objects.filter(done_at=None).count()
        print(
            f"{len(numbers):,} jobs, {killed} workers killed, {time.perf_counter() - began:.0f} s,"
            f" leases of {outbox.LEASE.seconds} s; {sum(n > 1 for n in taken.values())} messages"
            " were handed over more than once, under the same number"
        )
    targets.at_least("jobs posted", len(numbers), asked.jobs)
    targets.at_most("messages missing", len(numbers - set(taken)), 0)
    targets.at_most("messages that a mailbox shows twice", len(set(taken) - numbers), 0)
    targets.at_most("jobs undone or given up", undone, 0)
    targets.finish()


if __name__ == "__main__":
    main()
