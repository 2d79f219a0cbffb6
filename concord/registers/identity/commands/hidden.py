"""Ask those who keep a restricted record whether an entry that somebody made is that person."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from concord.kernel.verdicts import allowed_if
from concord.registers.identity import access, rules
from concord.registers.identity.commands.judging import judge_pair
from concord.registers.identity.events import HiddenCandidateFound, HiddenCandidateSettled
from concord.registers.identity.models import HiddenCandidate
from concord.registers.identity.rules import Says
from concord.registers.subjects.models import Subject
from concord.registers.subjects.queries import people
from concord.trust.actors import Actor
from concord.trust.commands import announce, command, require


@command(may=access.may_find_hidden)
def find_hidden(
    subject: Subject, /, *, by: Actor, entry_id: UUID, kinds: Collection[str], at: datetime
) -> HiddenCandidate:
    """Keep that an entry may be a restricted person, for those who see that person."""
    found = HiddenCandidate(subject=subject, entry_id=entry_id, kinds=sorted(kinds), found_at=at)
    found.save(force_insert=True)
    announce(HiddenCandidateFound(found.pk, subject.pk), by=by)
    return found


@command(may=access.may_settle_hidden)
def settle_hidden(
    candidate: HiddenCandidate, /, *, by: Actor, says: Says, because: str, at: datetime
) -> HiddenCandidate:
    """Say whether an entry is the restricted person. "Not sure" leaves the question open.

    Whoever sees both says so of the pair as well. Nobody who made the entry is told.
    """
    require(allowed_if(says in Says, "Select what you think."))
    require(rules.reason_suffices(because))
    candidate.says, candidate.because = says, because.strip()
    if says != Says.NOT_SURE:
        candidate.settled_at, candidate.settled_by = at, by.user_id
    candidate.save()
    if entry := people(by, [candidate.entry_id]).get(candidate.entry_id):
        judge_pair(candidate.subject, by=by, other=entry, says=says, because=because, at=at)
    announce(HiddenCandidateSettled(candidate.pk, candidate.subject_id, str(says)), by=by)
    return candidate
