"""Every way that the register of people changes."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from concord.engines.documents import outgoing
from concord.kernel.clocks import local_date
from concord.kernel.identifiers import IdentifierType, check
from concord.kernel.verdicts import allowed_if
from concord.registers.subjects import access, rules
from concord.registers.subjects.events import (
    AddressProtected,
    PersonDetailsAdded,
    PersonRecognised,
    PersonRegistered,
    PersonToldApart,
    ProtectionLifted,
    ThingRegistered,
)
from concord.registers.subjects.models import (
    DETAILS,
    Address,
    Identifier,
    Name,
    Protection,
    Subject,
)
from concord.registers.subjects.queries import already_entered
from concord.registers.subjects.rules import BirthPrecision, NameKind, Sex, WhyProtected
from concord.registers.subjects.things import Thing
from concord.registers.subjects.tokens import write_keys
from concord.trust.access.commands import give_sight
from concord.trust.access.queries import may_be_destroyed
from concord.trust.access.rules import PARTS_OF_A_CASE
from concord.trust.actors import Actor, on_behalf_of
from concord.trust.agencies.queries import front_door_agency
from concord.trust.commands import Refused, announce, command, require
from concord.trust.reference.queries import standard


@dataclass(frozen=True)
class GivenNumber:
    """An identifier as somebody gave it, and whether a source of truth stands behind it."""

    type: IdentifierType
    value: str
    verified: bool = False
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True)
class PersonDetails:
    """What somebody knows of a person. Everything but the descriptor may be unknown."""

    descriptor: str
    also_known_as: str = ""
    born_on: date | None = None
    born_precision: str = BirthPrecision.UNKNOWN
    expected_on: date | None = None
    about_age: int | None = None
    age_said_on: date | None = None
    died_on: date | None = None
    sex: str = Sex.UNKNOWN
    ethnicity: str = ""
    ethnicity_source: str = ""
    disabilities: tuple[str, ...] = ()
    school_name: str = ""
    numbers: tuple[GivenNumber, ...] = ()
    address: str = ""
    postcode: str = ""


@dataclass(frozen=True)
class GivenAddress:
    """Where somebody lives or stays, and from when to when."""

    kind: str
    from_on: date
    lines: str = ""
    postcode: str = ""
    to_on: date | None = None


@dataclass(frozen=True)
class Description:
    """What somebody says of a person, as codes of the code sets, and who says so."""

    ethnicity: str = ""
    ethnicity_source: str = ""
    first_language: str = ""
    interpreter: str = ""
    language_source: str = ""
    disabilities: tuple[str, ...] = ()
    disability_source: str = ""
    sen_provision: str = ""
    sen_source: str = ""


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


@command(may=access.may_change)
def add_numbers(
    subject: Subject, /, *, by: Actor, numbers: tuple[GivenNumber, ...], source: str
) -> list[Identifier]:
    """Add identifiers that another source knows this person by, leaving those already there."""
    known = set(subject.identifiers.values_list("type", "value"))
    fresh = tuple(
        number
        for number in numbers
        if (number.type, check(number.type, number.value).value) not in known
    )
    added = _add_numbers(subject, fresh, source)
    write_keys(subject)
    announce(PersonDetailsAdded(subject.pk, subject.pk, "identifiers"), by=by)
    return added


@command(may=access.may_change)
def add_name(subject: Subject, /, *, by: Actor, kind: str, full: str, source: str) -> Name:
    """Add a name that a person goes by or went by, and who says so (annex A, PersonAlias).

    The name they are known by is how every page shows them; the one before stays as another name.
    """
    require(allowed_if(bool(full.strip()), "Enter the name."))
    if kind == NameKind.KNOWN_AS:
        subject.names.filter(kind=NameKind.KNOWN_AS).update(kind=NameKind.ALIAS)
        subject.descriptor = full.strip()
        subject.save()
    name = Name(subject=subject, kind=kind, full=full.strip(), source=source.strip())
    name.save(force_insert=True)
    write_keys(subject)
    announce(PersonDetailsAdded(subject.pk, subject.pk, "names"), by=by)
    return name


@command(may=access.may_change)
def add_address(
    subject: Subject, /, *, by: Actor, address: GivenAddress, ends_former: bool, at: datetime
) -> Address:
    """Add where a person lives or stays from a day on; the former one of its kind may end then.

    A protected address stays protected when it ends (annex A, PersonAddress).
    """
    require(allowed_if(bool(address.lines or address.postcode), "Enter an address or a postcode."))
    require(rules.period_is_possible(address.from_on, address.to_on, today=local_date(at)))
    if ends_former:
        former = subject.addresses.filter(kind=address.kind, to_on=None)
        former.filter(from_on__lte=address.from_on).update(to_on=address.from_on)
    added = Address(
        subject=subject,
        kind=address.kind,
        lines=address.lines.strip(),
        postcode=" ".join(address.postcode.upper().split()),
        from_on=address.from_on,
        to_on=address.to_on,
    )
    added.save(force_insert=True)
    write_keys(subject)
    announce(PersonDetailsAdded(subject.pk, subject.pk, "addresses"), by=by)
    return added


@command(may=access.may_change)
def describe_person(subject: Subject, /, *, by: Actor, description: Description) -> Subject:
    """Record what a person's ethnicity, language and needs are, each with who says so (annex A)."""
    given = asdict(description)
    require(allowed_if(not rules.unsourced(given), "Select who says so."))
    for source, told in rules.SOURCED.items():
        given[source] = given[source] if any(given[name] for name in told) else ""
    for name, value in given.items():
        setattr(subject, name, list(value) if isinstance(value, tuple) else value)
    subject.save()
    announce(PersonDetailsAdded(subject.pk, subject.pk, "description"), by=by)
    return subject


@command(may=access.may_protect)
def protect_address(
    address: Address, /, *, by: Actor, at: datetime, why: str = WhyProtected.OTHER, note: str = ""
) -> Protection:
    """Mask an address on every page, and take it out of all that leaves (domain.md 9.3)."""
    address.confidential = True
    address.save()
    protection = Protection(
        subject_id=address.subject_id,
        address=address,
        why=why,
        note=note.strip(),
        set_at=at,
        set_by=by.user_id,
    )
    protection.save(force_insert=True)
    outgoing.protect(address.lines, address.postcode)
    write_keys(address.subject)
    announce(AddressProtected(address.pk, address.subject_id, why), by=by)
    return protection


@command(may=access.may_lift_protection)
def lift_protection(address: Address, /, *, by: Actor, because: str, at: datetime) -> Address:
    """Show an address again, because of a reason that is kept."""
    shortest = standard("address_reason", on=local_date(at)).value
    require(rules.address_reason_suffices(because, shortest=shortest))
    address.confidential = False
    address.save()
    for protection in address.protections.filter(lifted_at=None):
        protection.lifted_at, protection.lifted_by = at, by.user_id
        protection.lifted_because = because.strip()
        protection.save()
    outgoing.release(address.lines, address.postcode)
    write_keys(address.subject)
    announce(ProtectionLifted(address.pk, address.subject_id), by=by)
    return address


@command(may=access.may_change)
def recognise(subject: Subject, /, *, by: Actor, same_as: Subject) -> Subject:
    """Record that an entry is a person already on the register. The entry itself is kept."""
    require(may_be_destroyed(subject.pk))
    require(may_be_destroyed(same_as.pk))
    require(allowed_if(subject.kind == same_as.kind, "Select an entry of the same kind."))
    subject.same_as = same_as
    subject.save()
    announce(PersonRecognised(subject.pk, subject.pk, same_as.pk), by=by)
    return same_as


@command(may=access.may_change)
def stand_apart(subject: Subject, /, *, by: Actor) -> Subject:
    """Record that an entry is somebody else after all."""
    if (was := subject.same_as_id) is None:
        raise Refused("This entry stands for itself already.")
    subject.same_as = None
    subject.save()
    announce(PersonToldApart(subject.pk, subject.pk, was), by=by)
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
    _add_numbers(subject, details.numbers, source)
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


def _add_numbers(subject: Subject, numbers: Iterable[GivenNumber], source: str) -> list[Identifier]:
    rows = []
    for number in numbers:
        require(rules.ends_after_it_began(number.valid_from, number.valid_to))
        checked = check(number.type, number.value)
        rows.append(
            Identifier(
                subject=subject,
                type=number.type,
                value=checked.value,
                verified=number.verified and checked.passes,
                warning=checked.warning,
                source=source,
                valid_from=number.valid_from,
                valid_to=number.valid_to,
            )
        )
    return list(Identifier.objects.bulk_create(rows))


def _add_address(subject: Subject, details: PersonDetails, on: date) -> None:
    Address(
        subject=subject,
        lines=details.address,
        postcode=" ".join(details.postcode.upper().split()),
        from_on=on,
    ).save(force_insert=True)
