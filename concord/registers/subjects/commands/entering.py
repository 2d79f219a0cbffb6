"""People, places, groups and things are entered on the register."""

from datetime import date, datetime, timedelta
from uuid import UUID

from concord.kernel.clocks import local_date
from concord.kernel.verdicts import allowed_if
from concord.registers.subjects import access, rules
from concord.registers.subjects.commands.given import PersonDetails
from concord.registers.subjects.commands.numbering import keep_numbers
from concord.registers.subjects.events import PersonRegistered, ThingRegistered
from concord.registers.subjects.models import DETAILS, Address, Name, Subject
from concord.registers.subjects.queries import already_entered
from concord.registers.subjects.rules import NameKind
from concord.registers.subjects.things import Thing
from concord.registers.subjects.tokens import write_keys
from concord.trust.access.commands import give_sight
from concord.trust.access.rules import PARTS_OF_A_CASE
from concord.trust.actors import Actor, on_behalf_of
from concord.trust.agencies.queries import front_door_agency
from concord.trust.commands import announce, command, require
from concord.trust.reference.queries import standard


@command(may=access.may_register)
def register_person(
    subject_id: UUID, /, *, by: Actor, details: PersonDetails, source: str, on: date
) -> Subject:
    """Enter a person under a key chosen by the caller, who gives sight of it first.

    A number that fails its check digit is kept, marked as not verified (domain.md annex A).
    """
    subject = _enter(subject_id, details, source=source, on=on)
    announce(PersonRegistered(subject.pk, subject.pk, source), by=by)
    return subject


@command(may=access.may_register_thing)
def enter_person(
    subject_id: UUID, /, *, by: Actor, details: PersonDetails, source: str, at: datetime
) -> Subject:
    """Enter somebody who was not referred: seen with a child, or not yet born.

    Keepers are given sight first. Age and expected date may stand for a birth date (annex A).
    """
    _give_keepers_sight(subject_id, by=by, at=at)
    subject = _enter(subject_id, details, source=source, on=local_date(at))
    announce(PersonRegistered(subject.pk, subject.pk, source), by=by)
    return subject


@command(may=access.may_register_thing)
def register_thing(subject_id: UUID, /, *, by: Actor, thing: Thing, at: datetime) -> Subject:
    """Enter a place, a group or a thing. Its keepers are given sight of it first.

    Refused for what cannot be so, and for a group whose name labels children (domain.md 7.1).
    """
    require(thing.check())
    twin = already_entered(by, thing)
    require(allowed_if(twin is None, f"{twin} is on the register already. Search for it."))
    _give_keepers_sight(subject_id, by=by, at=at)
    subject = Subject(id=subject_id, kind=thing.kind, descriptor=thing.descriptor)
    subject.save(force_insert=True)
    DETAILS[thing.kind](subject=subject, **thing.columns()).save(force_insert=True)
    write_keys(subject)
    announce(ThingRegistered(subject.pk, subject.pk, thing.kind), by=by)
    return subject


def _enter(subject_id: UUID, details: PersonDetails, *, source: str, on: date) -> Subject:
    require(rules.birth_date_is_possible(details.born_on, today=on))
    require(rules.about_age_is_possible(details.about_age, details.age_said_on, today=on))
    subject = Subject(
        id=subject_id,
        descriptor=details.descriptor.strip(),
        born_on=details.born_on,
        born_precision=details.born_precision,
        expected_on=details.expected_on,
        about_age=details.about_age,
        age_said_on=details.age_said_on,
        died_on=details.died_on,
        sex=details.sex,
        ethnicity=details.ethnicity,
        ethnicity_source=details.ethnicity_source,
        disabilities=list(details.disabilities),
        school_name=details.school_name,
    )
    subject.save(force_insert=True)
    _add_names(subject, details, source)
    keep_numbers(subject, details.numbers, source)
    if details.address or details.postcode:
        _add_address(subject, details, on)
    write_keys(subject)
    return subject


def _give_keepers_sight(subject_id: UUID, *, by: Actor, at: datetime) -> None:
    """Show an entry to social care and to the agency that makes it, and to nobody else."""
    on = local_date(at)
    ends_at = at + timedelta(days=standard("sight_register", on=on).value)
    for agency_id in sorted({front_door_agency(on).pk, by.agency_id}):
        give_sight(
            subject_id,
            by=on_behalf_of(by),
            to_agency=agency_id,
            compartments=tuple(part.value for part in PARTS_OF_A_CASE),
            starts_at=at,
            ends_at=ends_at,
            because="Entered on the register",
            source_type="register",
        )


def _add_names(subject: Subject, details: PersonDetails, source: str) -> None:
    given = [(NameKind.KNOWN_AS, details.descriptor), (NameKind.ALIAS, details.also_known_as)]
    Name.objects.bulk_create(
        [
            Name(subject=subject, kind=kind, full=full.strip(), source=source)
            for kind, full in given
            if full.strip()
        ]
    )


def _add_address(subject: Subject, details: PersonDetails, on: date) -> None:
    Address(
        subject=subject,
        lines=details.address,
        postcode=" ".join(details.postcode.upper().split()),
        from_on=on,
    ).save(force_insert=True)
