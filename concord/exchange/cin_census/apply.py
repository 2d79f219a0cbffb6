"""Bring a children in need census into the register and casework: all that fits, or nothing.

Children and fields that do not fit are refused one by one and reported; a file that breaks off
leaves no trace. Loading the same file again changes nothing.
"""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from uuid import uuid4

from django.utils import timezone

from concord.casework.statutory.commands import record_episode
from concord.exchange.cin_census.events import CensusLoaded
from concord.exchange.cin_census.parse import read_census
from concord.exchange.cin_census.planning import Plan, Register, numbers_of, plan_for
from concord.exchange.cin_census.records import CensusChild, Header
from concord.exchange.cin_census.report import CensusReport
from concord.exchange.loading import Progress, Sight, digest_of, may_load, silent
from concord.kernel.clocks import local_date
from concord.registers.subjects.commands import PersonDetails, add_numbers, register_person
from concord.registers.subjects.rules import BirthPrecision
from concord.trust.actors import Actor
from concord.trust.commands import announce, command
from concord.trust.context import acting_as
from concord.trust.reference.queries import codes_until

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


def preview(path: Path, *, by: Actor, progress: Progress = silent) -> CensusReport:
    """Read and check a whole census and say what loading it would change. Nothing is written.

    Raises CensusUnreadable when the file cannot be used.
    """
    with acting_as(by):
        return _go_through(path, by=by, apply=None, progress=progress)


def load(path: Path, *, by: Actor, progress: Progress = silent) -> CensusReport:
    """Load a census in one transaction, as the data steward of children's social care.

    Raises CensusUnreadable when the file cannot be used, also part of the way through, and Refused
    when this person may not load it: then nothing was written.
    """
    with acting_as(by):
        return load_census(path, by=by, progress=progress)


@command(may=may_load)
def load_census(path: Path, /, *, by: Actor, progress: Progress) -> CensusReport:
    """Load every child that fits, and announce which file it was."""
    now = timezone.now()
    digest = digest_of(path)
    sight = Sight.at(now)
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


def _apply(plan: Plan, source: str, sight: Sight, *, by: Actor) -> None:
    if plan.subject is None:
        subject_id = uuid4()
        sight.give(subject_id, because=source, source_type="census", by=by)
        details = _details(plan.child)
        on = local_date(sight.starts_at)
        register_person(subject_id, by=by, details=details, source=source, on=on)
    else:
        subject_id = plan.subject.pk
        if plan.numbers:
            add_numbers(plan.subject, by=by, numbers=plan.numbers, source=source)
    for episode in plan.episodes:
        record_episode(subject_id, by=by, given=episode, came_from=source)


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
