"""Bring a children in need census into the register and casework: all that fits, or nothing.

Children and fields that do not fit are refused one by one and reported; a file that breaks off
leaves no trace. Loading the same file again changes nothing.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

from django.utils import timezone

from concord.casework.statutory.commands import record_episode
from concord.exchange.cin_census.events import CensusLoaded
from concord.exchange.cin_census.parse import read_census
from concord.exchange.cin_census.planning import Plan, Register, numbers_of, plan_for
from concord.exchange.cin_census.records import CensusChild, Header
from concord.exchange.cin_census.report import CensusReport
from concord.kernel.clocks import local_date
from concord.kernel.verdicts import Verdict, allowed_if
from concord.registers.subjects.commands import PersonDetails, add_numbers, register_person
from concord.registers.subjects.rules import BirthPrecision
from concord.trust.access.commands import give_sight
from concord.trust.access.rules import PARTS_OF_A_CASE
from concord.trust.actors import Actor, on_behalf_of
from concord.trust.agencies.queries import front_door_agency
from concord.trust.commands import announce, command
from concord.trust.context import acting_as
from concord.trust.reference.queries import codes_until, standard

Progress = Callable[[str], None]
EVERY_PART = tuple(part.value for part in PARTS_OF_A_CASE)
_CODE_SETS = (
    "ethnicity",
    "disability",
    "referral_source",
    "primary_need",
    "cin_closure",
    "assessment_factor",
    "abuse_category",
    "upn_unknown",
)
_TELL_EVERY = 100


def _silent(_: str) -> None:
    return None


def preview(path: Path, *, by: Actor, progress: Progress = _silent) -> CensusReport:
    """Read and check a whole census and say what loading it would change. Nothing is written.

    Raises CensusUnreadable when the file cannot be used.
    """
    with acting_as(by):
        return _go_through(path, by=by, apply=None, progress=progress)


def load(path: Path, *, by: Actor, progress: Progress = _silent) -> CensusReport:
    """Load a census in one transaction, as the data steward of children's social care.

    Raises CensusUnreadable when the file cannot be used, also part of the way through, and Refused
    when this person may not load it: then nothing was written.
    """
    with acting_as(by):
        return load_census(path, by=by, progress=progress)


def may_load(actor: Actor, path: Path) -> Verdict:
    """What is loaded is shown to social care, so its own data steward loads it."""
    on = local_date(timezone.now())
    return allowed_if(
        actor.has_role("data_steward") and actor.agency_id == front_door_agency(on).pk,
        "A census is loaded by the data steward of children’s social care.",
    )


@command(may=may_load)
def load_census(path: Path, /, *, by: Actor, progress: Progress) -> CensusReport:
    """Load every child that fits, and announce which file it was."""
    now = timezone.now()
    digest = _digest(path)
    sight = _Sight.on(local_date(now), at=now)
    report = _go_through(
        path,
        by=by,
        apply=lambda plan, came_from: _apply(plan, came_from, sight, by=by),
        progress=progress,
    )
    announce(
        CensusLoaded(
            uuid4(),
            None,
            report.header.year,
            digest,
            report.children_new,
            report.children_known,
            report.children_refused,
            report.episodes_new + report.episodes_changed,
            report.header.authority,
            report.header.serial_no,
            report.header.written_at,
        ),
        by=by,
    )
    return report


Apply = Callable[[Plan, str], None]


def _go_through(path: Path, *, by: Actor, apply: Apply | None, progress: Progress) -> CensusReport:
    today = local_date(timezone.now())
    header = _header(path, today)
    report = CensusReport(header, loaded=apply is not None)
    register = Register.seen_by(by)
    for row in read_census(path, codes=_codes(header), today=today):
        if isinstance(row, Header):
            continue
        report.problems += row.problems
        if row.child is None:
            report.children_refused += 1
            continue
        plan = plan_for(row.child, register)
        _count(report, plan)
        if apply is not None:
            apply(plan, came_from(header))
        if report.children_read % _TELL_EVERY == 0:
            progress(f"{report.children_read} children")
    return report


def came_from(header: Header) -> str:
    """Return what records loaded from a census name as their source."""
    return f"Children in need census {header.year}"


def _header(path: Path, today: date) -> Header:
    header = next(read_census(path, codes={}, today=today))
    if not isinstance(header, Header):
        raise TypeError("A census begins with its header.")
    return header


def _codes(header: Header) -> Mapping[str, frozenset[str]]:
    """Return the codes that a return may use: an old assessment keeps the codes of its own year."""
    return {name: codes_until(name, header.reference_on) for name in _CODE_SETS}


def _digest(path: Path) -> str:
    """Return what identifies a file, read piece by piece; nothing for a file that is not there."""
    if not path.is_file():
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _count(report: CensusReport, plan: Plan) -> None:
    report.problems += plan.problems
    report.episodes_new += len(plan.episodes_new)
    report.episodes_changed += len(plan.episodes_changed)
    if plan.subject is None:
        report.children_new += 1
        return
    report.children_known += 1
    report.children_changed += bool(plan.numbers or plan.episodes)
    report.episodes_unchanged += plan.episodes_unchanged


@dataclass(frozen=True)
class _Sight:
    """Who will see the children of this load, and until when."""

    agency_id: UUID
    starts_at: datetime
    ends_at: datetime

    @classmethod
    def on(cls, day: date, *, at: datetime) -> "_Sight":
        days = standard("sight_front_door", on=day).value
        return cls(front_door_agency(day).pk, at, at + timedelta(days=days))


def _apply(plan: Plan, source: str, sight: _Sight, *, by: Actor) -> None:
    if plan.subject is None:
        subject_id = uuid4()
        _give_sight(subject_id, source, sight, by=by)
        details = _details(plan.child)
        on = local_date(sight.starts_at)
        register_person(subject_id, by=by, details=details, source=source, on=on)
    else:
        subject_id = plan.subject.pk
        if plan.numbers:
            add_numbers(plan.subject, by=by, numbers=plan.numbers, source=source)
    for episode in plan.episodes:
        record_episode(subject_id, by=by, given=episode, came_from=source)


def _give_sight(subject_id: UUID, because: str, sight: _Sight, *, by: Actor) -> None:
    give_sight(
        subject_id,
        by=on_behalf_of(by),
        to_agency=sight.agency_id,
        compartments=EVERY_PART,
        starts_at=sight.starts_at,
        ends_at=sight.ends_at,
        because=because,
        source_type="census",
    )


def _details(child: CensusChild) -> PersonDetails:
    return PersonDetails(
        descriptor=described(child.la_child_id),
        born_on=child.born_on,
        born_precision=BirthPrecision.DAY if child.born_on else BirthPrecision.UNKNOWN,
        expected_on=child.expected_on,
        died_on=child.died_on,
        sex=child.sex,
        ethnicity=child.ethnicity,
        ethnicity_source="return" if child.ethnicity else "",
        disabilities=child.disabilities,
        numbers=numbers_of(child),
    )


def described(la_child_id: str) -> str:
    """Return how a child is shown while nobody knows the name: a census holds none."""
    if len(la_child_id) <= 12:
        return f"Child {la_child_id}"
    return f"Child {la_child_id[:7]}…{la_child_id[-3:]}"
