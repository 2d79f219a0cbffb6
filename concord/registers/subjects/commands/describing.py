"""Names that a person goes by, and what is said of them."""

from dataclasses import asdict

from concord.kernel.verdicts import allowed_if
from concord.registers.subjects import access, rules
from concord.registers.subjects.commands.given import Description
from concord.registers.subjects.events import PersonDetailsAdded
from concord.registers.subjects.models import Name, Subject
from concord.registers.subjects.rules import NameKind
from concord.registers.subjects.tokens import write_keys
from concord.trust.actors import Actor
from concord.trust.commands import announce, command, require


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
