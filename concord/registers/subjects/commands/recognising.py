"""Two entries are one person, or are not after all."""

from concord.kernel.verdicts import allowed_if
from concord.registers.subjects import access
from concord.registers.subjects.events import PersonRecognised, PersonToldApart
from concord.registers.subjects.models import Subject
from concord.trust.access.queries import may_be_destroyed
from concord.trust.actors import Actor
from concord.trust.commands import Refused, announce, command, require


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
