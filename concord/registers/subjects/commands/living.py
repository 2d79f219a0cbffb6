"""Where a person lives or stays, and which addresses nobody may learn."""

from datetime import datetime

from concord.engines.documents import outgoing
from concord.kernel.clocks import local_date
from concord.kernel.verdicts import allowed_if
from concord.registers.subjects import access, rules
from concord.registers.subjects.commands.given import GivenAddress
from concord.registers.subjects.events import AddressProtected, PersonDetailsAdded, ProtectionLifted
from concord.registers.subjects.models import Address, Protection, Subject
from concord.registers.subjects.rules import WhyProtected
from concord.registers.subjects.tokens import write_keys
from concord.trust.actors import Actor
from concord.trust.commands import announce, command, require
from concord.trust.reference.queries import standard


@command(may=access.may_change)
def add_address(
    subject: Subject, /, *, by: Actor, address: GivenAddress, ends_former: bool, at: datetime
) -> Address:
    """Add where a person lives or stays from a day on; the former one of its kind may end then.

    A protected address stays protected when it ends (annex A, PersonAddress). The person's version
    moves with it, so that whoever ends a former address has seen the latest.
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
    subject.save()
    write_keys(subject)
    announce(PersonDetailsAdded(subject.pk, subject.pk, "addresses"), by=by)
    return added


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
