"""What proved wrong about who a person is: corrected or taken back, and kept in the history."""

from datetime import datetime

from concord.kernel.clocks import local_date
from concord.kernel.verdicts import allowed_if
from concord.registers.subjects import access, rules
from concord.registers.subjects.commands.given import Life
from concord.registers.subjects.events import PersonCorrected, SaidTakenBack
from concord.registers.subjects.models import Address, Identifier, Name, Subject
from concord.registers.subjects.tokens import write_keys
from concord.trust.actors import Actor
from concord.trust.commands import announce, command, require


@command(may=access.may_change)
def correct_life(subject: Subject, /, *, by: Actor, life: Life, at: datetime) -> Subject:
    """Correct when somebody was born or died and what their sex is, and say who says so.

    A guessed age gives way to a birth date. What stood before stays in the history of the entry
    (UK GDPR article 16: what is inaccurate is put right without delay).
    """
    require(allowed_if(bool(life.source.strip()), "Enter who says so, or the record."))
    require(
        rules.life_is_possible(
            born_on=life.born_on,
            expected_on=life.expected_on,
            died_on=life.died_on,
            today=local_date(at),
        )
    )
    subject.born_on, subject.born_precision = life.born_on, life.born_precision
    subject.expected_on, subject.died_on, subject.sex = life.expected_on, life.died_on, life.sex
    if life.born_on:
        subject.about_age = subject.age_said_on = None
    subject.life_source = life.source.strip()
    subject.save()
    write_keys(subject)
    announce(PersonCorrected(subject.pk, subject.pk), by=by)
    return subject


@command(may=access.may_take_back)
def take_back(
    said: Name | Identifier | Address, /, *, by: Actor, because: str, at: datetime
) -> Name | Identifier | Address:
    """Take back a name, a number or an address that proves not to be theirs, with the reason."""
    require(allowed_if(bool(because.strip()), "Enter why it is taken back."))
    said.taken_back_at, said.taken_back_by = at, by.user_id
    said.taken_back_because = because.strip()
    said.save()
    write_keys(said.subject)
    announce(SaidTakenBack(said.pk, said.subject_id, said._meta.model_name or ""), by=by)
    return said
