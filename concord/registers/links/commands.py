"""Every way that links change."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from concord.kernel.clocks import local_date
from concord.kernel.verdicts import allowed_if
from concord.registers.links import access, rules
from concord.registers.links.events import (
    ContactRecorded,
    LinkConfirmed,
    LinkEnded,
    RelativeEntered,
    SubjectsLinked,
)
from concord.registers.links.models import Link
from concord.registers.links.queries import kind_on
from concord.registers.links.rules import Basis, Confidence
from concord.registers.subjects.commands import PersonDetails, enter_person
from concord.registers.subjects.models import Subject
from concord.trust.actors import Actor
from concord.trust.commands import Refused, announce, command, require
from concord.trust.reference.queries import standard


@dataclass(frozen=True)
class Contact:
    """Whether somebody of the family may be contacted, and how it is known (`because`)."""

    safe_to_contact: str
    contact_note: str
    parental_responsibility: bool
    because: str


@dataclass(frozen=True)
class Connection:
    """What somebody says connects two subjects. `source` is who says so, or which record."""

    kind: str
    source: str
    role: str = ""
    basis: str = Basis.FACT
    confidence: str = Confidence.HIGH
    from_on: date | None = None
    to_on: date | None = None
    parental_responsibility: bool = False
    safe_to_contact: str = ""
    contact_note: str = ""
    expires_on: date | None = None


@command(may=access.may_link)
def link_subjects(
    one: Subject, /, *, by: Actor, other: Subject, connection: Connection, at: datetime
) -> Link:
    """Record that two subjects are connected. Both must be visible to whoever records it.

    Intrusive kinds get a day on which they lapse unless reviewed, at latest the dated standard
    `link_review` (domain.md 7.1). Raise Refused for a kind that does not join the two.
    """
    today = local_date(at)
    kind = kind_on(connection.kind, on=today)
    if kind is None:
        raise Refused("Select how the two are connected.")
    require(access.may_write(by, kind.part))
    require(rules.may_stand(kind, (one.pk, other.pk), one.kind, other.kind))
    require(rules.source_is_said(connection.source))
    require(rules.period_is_possible(connection.from_on, connection.to_on, today=today))
    require(rules.expiry_is_possible(connection.expires_on, today=today))
    require(
        allowed_if(
            kind.family or not connection.parental_responsibility,
            "Only family and carers can have parental responsibility.",
        )
    )
    require(rules.contact_is_explained(connection.safe_to_contact, connection.contact_note))
    days = standard("link_review", on=today).value
    made = Link(
        one=one,
        other=other,
        kind=kind.code,
        part=kind.part,
        role=connection.role,
        basis=connection.basis,
        confidence=connection.confidence,
        source=connection.source.strip(),
        agency_id=by.agency_id,
        from_on=connection.from_on,
        to_on=connection.to_on,
        parental_responsibility=connection.parental_responsibility,
        safe_to_contact=connection.safe_to_contact,
        contact_note=connection.contact_note.strip(),
        recorded_at=at,
        recorded_by=by.user_id,
        confirmed_on=today,
        confirmed_by=by.user_id,
        expires_on=rules.expires(kind, asked=connection.expires_on, today=today, days=days),
    )
    made.save(force_insert=True)
    announce(SubjectsLinked(made.pk, one.pk, other.pk, kind.code), by=by)
    return made


@command(may=access.may_add_relative)
def enter_relative(
    child: Subject,
    /,
    *,
    by: Actor,
    key: UUID,
    details: PersonDetails,
    connection: Connection,
    at: datetime,
) -> Link:
    """Enter somebody of a child's family under a key of the caller's, and join the two.

    Their keepers see the entry, not everybody who sees the child. Raise Refused as the two do.
    """
    relative = enter_person(key, by=by, details=details, source=connection.source, at=at)
    made = link_subjects(relative, by=by, other=child, connection=connection, at=at)
    announce(RelativeEntered(made.pk, child.pk, relative.pk, made.kind), by=by)
    return made


@command(may=access.may_review)
def confirm_link(
    link: Link, /, *, by: Actor, because: str, at: datetime, expires_on: date | None = None
) -> Link:
    """Say that a link still holds; an intrusive one gets its next day of review."""
    today = local_date(at)
    require(allowed_if(bool(because.strip()), "Enter how you know that it still holds."))
    require(rules.expiry_is_possible(expires_on, today=today))
    kind = kind_on(link.kind, on=local_date(link.recorded_at))
    if kind is None:
        raise Refused("This kind of connection is no longer in use. End it and record it anew.")
    days = standard("link_review", on=today).value
    link.confirmed_on, link.confirmed_by = today, by.user_id
    link.confirmed_because = because.strip()
    link.expires_on = rules.expires(kind, asked=expires_on, today=today, days=days)
    link.save()
    announce(LinkConfirmed(link.pk, link.one_id, link.other_id), by=by)
    return link


@command(may=access.may_review)
def record_contact(link: Link, /, *, by: Actor, contact: Contact, at: datetime) -> Link:
    """Say whether it is safe to contact somebody of a child's family, and who is responsible.

    Whoever says so has looked at the link again. Raise Refused for what is no family.
    """
    kind = kind_on(link.kind, on=local_date(link.recorded_at))
    family = kind is not None and kind.family
    require(allowed_if(family, "This is asked of family and carers only."))
    require(rules.source_is_said(contact.because))
    require(rules.contact_is_explained(contact.safe_to_contact, contact.contact_note))
    link.safe_to_contact = contact.safe_to_contact
    link.contact_note = contact.contact_note.strip()
    link.parental_responsibility = contact.parental_responsibility
    link.confirmed_on, link.confirmed_by = local_date(at), by.user_id
    link.confirmed_because = contact.because.strip()
    link.save()
    announce(
        ContactRecorded(
            link.pk,
            link.one_id,
            link.other_id,
            link.safe_to_contact,
            link.parental_responsibility,
        ),
        by=by,
    )
    return link


@command(may=access.may_review)
def end_link(link: Link, /, *, by: Actor, because: str, at: datetime, wrong: bool = False) -> Link:
    """End a link, or say that it was wrong from the beginning. The row and its reason stay."""
    require(allowed_if(bool(because.strip()), "Enter why this connection ends."))
    link.ended_at, link.ended_by = at, by.user_id
    link.ended_because, link.wrong = because.strip(), wrong
    if not wrong and link.to_on is None:
        link.to_on = local_date(at)
    link.save()
    announce(LinkEnded(link.pk, link.one_id, link.other_id, wrong), by=by)
    return link
