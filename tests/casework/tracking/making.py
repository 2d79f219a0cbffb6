"""Tracked children for these tests, many at a time."""

import uuid
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from django.utils import timezone

from concord.casework.tracking.commands import start_tracking
from concord.casework.tracking.models import LevelChange, Period
from concord.casework.tracking.rules import ClosureReason
from concord.kernel.levels import HarmStatus, Level
from concord.registers.subjects.commands import PersonDetails, register_person
from concord.registers.subjects.models import Subject
from concord.trust.access.commands import give_sight
from concord.trust.access.models import Grant
from concord.trust.access.rules import Compartment
from concord.trust.actors import on_behalf_of
from concord.trust.records import changes_allowed
from tests.factories import new_key

EVERYTHING = tuple(part.value for part in Compartment)


@dataclass(frozen=True)
class History:
    """One tracking period: when it opened and closed, and which level it stood at since when."""

    opened_on: date
    closed_on: date | None = None
    levels: list[tuple[date, Level]] = field(default_factory=list)

    @property
    def changes(self):
        return self.levels or [(self.opened_on, Level.EMERGING)]


def insert(partnership, histories):
    """Put histories into the tables at once, each of a child of its own; return the children.

    Social care can see them all. Years of history cannot be lived through the commands in a test.
    """
    keys = [uuid.uuid4() for _ in histories]
    now = timezone.now()
    with partnership.as_("worker"), changes_allowed():
        Grant.objects.bulk_create(
            Grant(
                subject_id=key,
                principal_kind="agency",
                principal_id=partnership.social_care.pk,
                compartments=list(EVERYTHING),
                starts_at=now,
                ends_at=now + timedelta(days=30),
                because="a test",
                source_type="test",
            )
            for key in keys
        )
        Subject.objects.bulk_create(
            Subject(id=key, descriptor=f"Practice {number:03}") for number, key in enumerate(keys)
        )
        periods = Period.objects.bulk_create(map(_period, keys, histories))
        LevelChange.objects.bulk_create(
            change
            for period, history in zip(periods, histories, strict=True)
            for change in _changes(period, history)
        )
    return keys


def _period(key, history):
    closed = history.closed_on
    level = history.changes[-1][1]
    return Period(
        subject_id=key,
        opened_on=history.opened_on,
        opened_level=history.changes[0][1],
        opened_because="a test",
        level=level,
        harm_status=HarmStatus.SUSPECTED,
        exploitation_types=["CCE"],
        main_type="CCE",
        review_due_on=history.opened_on + timedelta(days=28),
        closed_on=closed,
        closed_level=level if closed else "",
        closure_reason=ClosureReason.RISK_REDUCED if closed else "",
    )


def _changes(period, history):
    was = ""
    for minute, (on, level) in enumerate(history.changes):
        yield LevelChange(
            period=period,
            subject_id=period.subject_id,
            changed_on=on,
            recorded_at=datetime.combine(on, time(9, minute % 60), UTC),
            from_level=was,
            to_level=level,
            harm_status=HarmStatus.SUSPECTED,
            reason="a test",
            source_type="test",
        )
        was = level


def enter_child(partnership, name="Sam Practice", *agencies, **details):
    """Enter a child whom social care, and these agencies, may see; return the key."""
    key, at = new_key(), timezone.now()
    worker = partnership.actor("worker")
    with partnership.as_("worker"):
        for agency in (partnership.social_care, *agencies):
            give_sight(
                key,
                by=on_behalf_of(worker),
                to_agency=agency.pk,
                compartments=EVERYTHING,
                starts_at=at,
                ends_at=at + timedelta(days=30),
                because=f"{agency.name} works with this child",
                source_type="test",
            )
        known = {"born_on": date(2011, 3, 27), "born_precision": "day"} | details
        register_person(
            key, by=worker, details=PersonDetails(name, **known), source="test", on=at.date()
        )
    return key


def track(partnership, key, level=Level.MODERATE, *, at=None):
    """Start tracking a child from a fresh assessment; return the period."""
    at = at or timezone.now()
    with partnership.as_("worker"):
        return start_tracking(
            key,
            by=on_behalf_of(partnership.actor("worker")),
            level=level,
            harm_status=HarmStatus.SUSPECTED,
            exploitation_types=["CCE", "CSE"],
            because="Referral R-TEST-CASE",
            assessment_id=new_key(),
            assessed_on=at.date(),
            at=at,
        )
