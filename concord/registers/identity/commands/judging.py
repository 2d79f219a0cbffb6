"""Say whether two entries are one person."""

from datetime import datetime

from concord.kernel.verdicts import allowed_if
from concord.registers.identity import access, rules
from concord.registers.identity.events import PairJudged
from concord.registers.identity.models import LONGEST_REASON, PairVerdict
from concord.registers.identity.rules import Says
from concord.registers.subjects.models import Subject
from concord.registers.subjects.queries import likeness_of
from concord.trust.actors import Actor
from concord.trust.commands import announce, command, require


@command(may=access.may_judge)
def judge_pair(
    subject: Subject, /, *, by: Actor, other: Subject, says: Says, because: str, at: datetime
) -> PairVerdict:
    """Say whether two entries are one person, with the reason; the evidence is kept with it.

    Kept for ever: a later verdict is added (domain.md section 10, PersonMatchCandidate).
    """
    require(rules.are_two(subject.pk, other.pk, (subject.kind, other.kind)))
    require(allowed_if(says in Says, "Select what you think."))
    require(rules.reason_suffices(because))
    likeness = likeness_of(by, subject, other)
    weight = likeness.weight if likeness else rules.BY_CHANCE
    one, two = sorted((subject, other), key=lambda each: each.pk)
    made = PairVerdict(
        one=one,
        other=two,
        says=says,
        because=because.strip(),
        weight=weight,
        reasons=[reason[:LONGEST_REASON] for reason in likeness.reasons] if likeness else [],
        said_at=at,
        said_by=by.user_id,
    )
    made.save(force_insert=True)
    announce(PairJudged(made.pk, subject.pk, other.pk, str(says)), by=by)
    return made
