"""Bring the people of a file into the register: every row that fits, or nothing at all.

Rows and cells that do not fit are refused one by one and told; a file that breaks off leaves no
trace. Loading the same file again changes nothing.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

from django.utils import timezone

from concord.exchange.loading import Progress, Sight, digest_of, may_load, silent
from concord.exchange.people.events import FileLoaded
from concord.exchange.people.planning import Outcome, Plan, plan_for
from concord.exchange.people.report import FileReport
from concord.exchange.rows import Format, Problem, SaidAddress, SaidPerson
from concord.kernel.clocks import local_date
from concord.registers.subjects.commands import (
    GivenAddress,
    PersonDetails,
    add_address,
    add_name,
    add_numbers,
    protect_address,
    register_person,
)
from concord.registers.subjects.models import Subject
from concord.registers.subjects.rules import AddressKind, NameKind
from concord.trust.actors import Actor
from concord.trust.audit import log
from concord.trust.commands import announce, command
from concord.trust.context import acting_as
from concord.trust.reference.queries import codes_until

Note = Callable[[Problem], None]
_CODE_SETS = ("ethnicity", "disability")
_TELL_EVERY = 100
_PAGE = "concord load people"
SOURCE = "file"


def preview(
    path: Path, how: Format, *, by: Actor, note: Note, progress: Progress = silent
) -> FileReport:
    """Read and check a whole file and say what loading it would change. Nothing is written.

    `note` takes every problem as it is found. Raises FileUnreadable when the file cannot be used.
    """
    with acting_as(by):
        return _go_through(path, how, by=by, apply=None, note=note, progress=progress)


def load(
    path: Path, how: Format, *, by: Actor, note: Note, progress: Progress = silent
) -> FileReport:
    """Load a file in one transaction, as the data steward of children's social care.

    Raises FileUnreadable when the file cannot be used, also part of the way through, and Refused
    when this person may not load it: then nothing was written.
    """
    with acting_as(by):
        return load_file(path, by=by, how=how, note=note, progress=progress)


@command(may=may_load)
def load_file(
    path: Path, /, *, by: Actor, how: Format, note: Note, progress: Progress
) -> FileReport:
    """Load everybody who fits, and announce which file it was."""
    sight, load_id = Sight.at(timezone.now()), uuid4()
    source = source_of(how, load_id, on=local_date(sight.starts_at))
    report = _go_through(
        path,
        how,
        by=by,
        apply=lambda plan: _apply(plan, source, sight, load_id, by=by),
        note=note,
        progress=progress,
    )
    report.load_id = load_id
    loaded = FileLoaded(
        load_id, None, how.code, digest_of(path),
        report.new, report.known, report.unsure, report.refused,
    )  # fmt: skip
    announce(loaded, by=by)
    return report


def source_of(how: Format, load_id: UUID, *, on: date) -> str:
    """Return what entries name as where they came from. Not the name of the file: it may tell."""
    return f"{how.title} loaded on {on:%d/%m/%Y}{mark_of(load_id)}"


def mark_of(load_id: UUID) -> str:
    """Return how the sources of one load end, by which what it brought is found again."""
    return f" ({str(load_id)[:8]})"


def _go_through(
    path: Path,
    how: Format,
    *,
    by: Actor,
    apply: Callable[[Plan], None] | None,
    note: Note,
    progress: Progress,
) -> FileReport:
    today = local_date(timezone.now())
    codes: Mapping[str, frozenset[str]] = {name: codes_until(name, today) for name in _CODE_SETS}
    report = FileReport(how.title)
    numbers: set[int] = set()
    told: set[UUID] = set()
    for row in how.read(path, codes=codes, today=today):
        plan = plan_for(row, by)
        if apply is None:
            plan = _as_if_loaded(plan, numbers)
        for problem in plan.problems:
            note(problem)
        told.update(plan.told)
        # What is said of the file as a whole is no row.
        if row.row:
            report.add(plan)
        if apply is not None and row.row:
            apply(plan)
        if report.read % _TELL_EVERY == 0:
            progress(f"{report.read:,} rows")
    log.listed(sorted(told), by=by, page=_PAGE)
    return report


def _as_if_loaded(plan: Plan, numbers: set[int]) -> Plan:
    """Return a plan as it would be, had the rows before it been loaded: their numbers are known."""
    if plan.outcome is not Outcome.NEW:
        return plan
    mine = {hash((one.type, one.value)) for one in plan.numbers}
    again = bool(mine & numbers)
    numbers |= mine
    return replace(plan, outcome=Outcome.KNOWN, numbers=()) if again else plan


def _apply(plan: Plan, source: str, sight: Sight, load_id: UUID, *, by: Actor) -> None:
    if plan.outcome is Outcome.KNOWN and plan.subject is not None and plan.numbers:
        add_numbers(plan.subject, by=by, numbers=plan.numbers, source=source)
    if plan.outcome is Outcome.NEW and plan.person is not None:
        subject_id = uuid4()
        sight.give(subject_id, because=source, source_type=SOURCE, source_id=load_id, by=by)
        _enter(subject_id, plan, plan.person, source, sight, by=by)


def _enter(
    subject_id: UUID, plan: Plan, person: SaidPerson, source: str, sight: Sight, *, by: Actor
) -> None:
    entered = register_person(
        subject_id, by=by, details=_details(plan, person), source=source,
        on=local_date(sight.starts_at),
    )  # fmt: skip
    for name in person.also_known_as[1:]:
        add_name(entered, by=by, kind=NameKind.ALIAS, full=name, source=source)
    _add_addresses(entered, person, sight, by=by)


def _home(person: SaidPerson) -> SaidAddress | None:
    """Return the address that is entered with a person, at once: a home of today without secret."""
    plain = (
        one
        for one in person.addresses
        if one.kind == AddressKind.HOME and not (one.protected or one.from_on or one.to_on)
    )
    return next(plain, None)


def _add_addresses(entered: Subject, person: SaidPerson, sight: Sight, *, by: Actor) -> None:
    with_them = _home(person)
    for said in person.addresses:
        if said is with_them:
            continue
        from_on = said.from_on or local_date(sight.starts_at)
        address = add_address(
            entered, by=by, ends_former=False, at=sight.starts_at,
            address=GivenAddress(said.kind, from_on, said.lines, said.postcode, said.to_on),
        )  # fmt: skip
        if said.protected:
            protect_address(address, by=by, at=sight.starts_at)


def _details(plan: Plan, person: SaidPerson) -> PersonDetails:
    home = _home(person)
    return PersonDetails(
        descriptor=person.name or f"Person {person.key}",
        also_known_as=person.also_known_as[0] if person.also_known_as else "",
        born_on=person.born_on,
        born_precision=person.born_precision,
        expected_on=person.expected_on,
        died_on=person.died_on,
        sex=person.sex,
        ethnicity=person.ethnicity,
        ethnicity_source="return" if person.ethnicity else "",
        disabilities=person.disabilities,
        school_name=person.school_name,
        numbers=plan.numbers,
        address=home.lines if home else "",
        postcode=home.postcode if home else "",
    )
