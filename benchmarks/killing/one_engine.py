"""One engine: serve, save, kill, count. Run by `python -m benchmarks.killing`."""

import math
import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from benchmarks.killing.clients import Client, Tally
from benchmarks.killing.killers import WebServer, WorkerKiller, bad_checksums, kill_database
from concord.project.cli.installation import installation
from concord.project.cli.prepare import bring_up_to_date
from concord.project.database.own_cluster import revive
from concord.project.database.places import read_facts, state_folder

CLIENTS = 8
DATABASE_ROUNDS = 20
# How long the database may be away after it is killed, in seconds.
MOST_AWAY = 30
_PAUSE = 0.5


@dataclass(frozen=True)
class Outcome:
    """What was acknowledged, what of it the database holds, and how long it was away."""

    acknowledged: int
    lost: int
    doubled: int
    sent_again: int
    workers_killed: int
    database_back_after: list[float]
    audit_sound: bool
    seconds: float
    bad_checksums: int = 0

    @property
    def is_good(self) -> bool:
        """Return whether nothing was lost; that fewer were written in a short run is no fault."""
        wrong = self.lost or self.doubled or self.bad_checksums or not self.audit_sound
        return not wrong and max(self.database_back_after, default=0) <= MOST_AWAY

    def __str__(self) -> str:
        away = sorted(self.database_back_after) or [0.0]
        return (
            f"{self.acknowledged:,} acknowledged in {self.seconds:.0f} s, {self.lost} lost,"
            f" {self.doubled} doubled, {self.sent_again:,} sent again;"
            f" {self.workers_killed} workers and {len(self.database_back_after)} databases killed,"
            f" back after {away[len(away) // 2]:.1f} s (median), {away[-1]:.1f} s (most);"
            f" {self.bad_checksums} bad checksums;"
            f" audit {'sound' if self.audit_sound else 'BROKEN'}"
        )


def run(writes: int, port: int, minutes: float | None = None) -> Outcome:
    """Save that many lines under fire in the installation that CONCORD_STATE names."""
    with installation(prepared=False, may_make=True):
        bring_up_to_date()
        paths, usernames, password = _meeting()
        state = state_folder()
        server = WebServer(port, state / "web.log")
        tally = Tally(writes, time.monotonic() + minutes * 60 if minutes else math.inf)
        clients = [
            Client(port, usernames[number % len(usernames)], password, path, tally)
            for number, path in enumerate(paths)
        ]
        began = time.monotonic()
        killer = WorkerKiller(server, lambda: tally.is_complete)
        for thread in (killer, *clients):
            thread.start()
        facts = read_facts(state)
        assert facts is not None
        away = _kill_databases(tally, facts.data)
        for thread in (killer, *clients):
            thread.join()
        seconds = time.monotonic() - began
        server.stop()
        if tally.faults:
            sys.exit(f"A form was not carried out: {tally.faults[:3]}")
        counted = _count(tally, killer.kills, away, seconds)
        return replace(counted, bad_checksums=bad_checksums(facts))


def _kill_databases(tally: Tally, data: Path) -> list[float]:
    """Kill the database at even steps on the way to the last write."""
    away = []
    for number in range(1, DATABASE_ROUNDS + 1):
        due = tally.wanted * number // (DATABASE_ROUNDS + 1)
        while len(tally.acknowledged) < due and not tally.is_complete:
            # As its supervisor does: whoever else ends the database, it comes back.
            revive()
            time.sleep(_PAUSE)
        if tally.is_complete:
            break
        away.append(kill_database(data))
        print(f"{len(tally.acknowledged):,} acknowledged, {number} databases killed", flush=True)
    return away


def _meeting() -> tuple[list[str], list[str], str]:
    """Return where members of a meeting add what they know of some children, and who they are."""
    from datetime import date

    from django.urls import reverse
    from django.utils import timezone

    from concord.meetings.sittings.commands import list_child
    from tests.casework.assessment import making
    from tests.factories import PASSWORD, Partnership
    from tests.factories.world import World

    world: Any = World(Partnership())
    partnership = world.partnership
    items = []
    for number in range(CLIENTS):
        # So unlike each other that the register takes nobody for somebody else.
        born = date(2010, 1 + number, 1 + number)
        child = making.enter_child(partnership, name=f"Child{number} Practice", born_on=born)
        with partnership.as_("manager") as manager:
            item = list_child(
                world.sitting, by=manager, subject_id=child, reason_code="review",
                reason="Their review is due.", level="emerging", at=timezone.now(),
            )  # fmt: skip
        items.append(item.pk)
    members = [partnership.users[who].username for who in ("worker", "officer", "nurse")]
    paths = [reverse("sittings:contribute", args=[item]) for item in items]
    return paths, members, PASSWORD


def _count(tally: Tally, kills: int, away: list[float], seconds: float) -> Outcome:
    from collections import Counter

    from django.db import connections
    from django.utils import timezone

    from concord.meetings.sittings.models import Contribution
    from concord.trust.access.queries import actor_for
    from concord.trust.accounts.models import User
    from concord.trust.audit.verify import verify_audit
    from concord.trust.context import acting_as

    connections.close_all()
    reader = actor_for(User.objects.get(username="mia"), on=timezone.localdate())
    with acting_as(reader):
        saved = Counter(Contribution.objects.values_list("text", flat=True))
    return Outcome(
        acknowledged=len(tally.acknowledged),
        lost=sum(line not in saved for line in tally.acknowledged),
        doubled=sum(times > 1 for times in saved.values()),
        sent_again=tally.sent_again,
        workers_killed=kills,
        database_back_after=away,
        audit_sound=verify_audit().sound,
        seconds=seconds,
    )
