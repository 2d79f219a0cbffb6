"""Join two entries that are one person, and undo it: two people each time, reversible for ever."""

from datetime import datetime

from concord.kernel.verdicts import allowed_if
from concord.registers.identity import access, moving, rules
from concord.registers.identity.commands.judging import judge_pair
from concord.registers.identity.events import (
    EntriesJoined,
    JoiningAnswered,
    JoiningProposed,
    JoiningUndone,
    UndoingProposed,
)
from concord.registers.identity.models import SIGHT_TABLE, Joining, Moved
from concord.registers.identity.queries import verdicts_on
from concord.registers.identity.rules import Says
from concord.registers.subjects.commands import recognise, stand_apart
from concord.registers.subjects.models import Subject
from concord.registers.subjects.tokens import write_keys
from concord.trust.access.commands import end_shared_sight, share_sight
from concord.trust.access.queries import closed_alike, may_be_destroyed
from concord.trust.access.rules import Answer, Compartment
from concord.trust.actors import Actor, on_behalf_of
from concord.trust.commands import announce, command, require

_SIGHT = {"table_name": SIGHT_TABLE, "column_name": "subject_id"}


@command(may=access.may_judge)
def propose_joining(
    kept: Subject, /, *, by: Actor, gone: Subject, because: str, at: datetime
) -> Joining:
    """Propose that what is recorded of `gone` stands under `kept`, which a second person answers.

    Says at the same time that the two are the same, unless that was said last.
    """
    _require_possible(kept, gone)
    require(rules.reason_suffices(because))
    waiting = Joining.objects.filter(gone__in=[kept, gone], answer=Answer.WAITING, undone_at=None)
    require(allowed_if(not waiting.exists(), "A proposal to join one of the two is waiting."))
    said = verdicts_on(by, kept.pk, [gone.pk]).get(gone.pk)
    if said is None or said.says != Says.SAME:
        judge_pair(kept, by=by, other=gone, says=Says.SAME, because=because, at=at)
    proposed = Joining(
        kept=kept, gone=gone, because=because.strip(), proposed_at=at, proposed_by=by.user_id
    )
    proposed.save(force_insert=True)
    announce(JoiningProposed(proposed.pk, kept.pk, gone.pk), by=by)
    return proposed


@command(may=access.may_answer)
def answer_joining(joining: Joining, /, *, by: Actor, agreed: bool, at: datetime) -> Joining:
    """Agree as the second person, which joins the two at once, or decline.

    Raises Refused where one of the two is held, closed to other people, or where both have what
    one person has only once: two open periods of tracking, say.
    """
    joining.answer = Answer.AGREED if agreed else Answer.DECLINED
    joining.answered_at, joining.answered_by = at, by.user_id
    joining.save()
    kept, gone = joining.kept, joining.gone
    announce(JoiningAnswered(joining.pk, kept.pk, gone.pk, joining.answer), by=by)
    if agreed:
        _require_possible(kept, gone)
        moving.move(joining)
        recognise(gone, by=on_behalf_of(by), same_as=kept)
        _write_keys(kept, gone)
        _share_sight(joining, by=on_behalf_of(by), at=at)
        announce(EntriesJoined(joining.pk, kept.pk, gone.pk), by=by)
    return joining


@command(may=access.may_propose_undoing)
def propose_undoing(joining: Joining, /, *, by: Actor, because: str, at: datetime) -> Joining:
    """Propose that the two are parted again, which a second person answers."""
    require(rules.reason_suffices(because))
    joining.undo_because = because.strip()
    joining.undo_proposed_at, joining.undo_proposed_by = at, by.user_id
    joining.save()
    announce(UndoingProposed(joining.pk, joining.kept_id, joining.gone_id), by=by)
    return joining


@command(may=access.may_answer_undoing)
def answer_undoing(joining: Joining, /, *, by: Actor, agreed: bool, at: datetime) -> Joining:
    """Agree as the second person, which parts the two at once, or leave them joined.

    What followed goes back; what was added since stays with the entry it was added to.
    """
    kept, gone = joining.kept, joining.gone
    if not agreed:
        joining.undo_because, joining.undo_proposed_at, joining.undo_proposed_by = "", None, None
        joining.save()
        announce(JoiningAnswered(joining.pk, kept.pk, gone.pk, joining.answer), by=by)
        return joining
    require(allowed_if(kept.same_as_id is None, "First undo what this entry was joined to since."))
    joining.undone_at, joining.undone_by = at, by.user_id
    joining.save()
    moving.put_back(joining)
    stand_apart(gone, by=on_behalf_of(by))
    _write_keys(kept, gone)
    shared = Moved.objects.filter(joining=joining, **_SIGHT).values_list("record_id", flat=True)
    end_shared_sight(kept.pk, by=on_behalf_of(by), grants=list(shared), at=at)
    judge_pair(
        kept, by=on_behalf_of(by), other=gone, says=Says.DIFFERENT, because=joining.undo_because,
        at=at,
    )  # fmt: skip
    announce(JoiningUndone(joining.pk, kept.pk, gone.pk), by=by)
    return joining


def _require_possible(kept: Subject, gone: Subject) -> None:
    require(rules.are_two(kept.pk, gone.pk, (kept.kind, gone.kind)))
    for each in (kept, gone):
        require(may_be_destroyed(each.pk))
    require(
        rules.may_be_joined(
            either_elsewhere=bool(kept.same_as_id or gone.same_as_id),
            closed_alike=closed_alike(kept.pk, gone.pk),
        )
    )


def _write_keys(*entries: Subject) -> None:
    for entry in entries:
        write_keys(entry)


def _share_sight(joining: Joining, *, by: Actor, at: datetime) -> None:
    given = share_sight(joining.kept_id, by=by, of=joining.gone_id, at=at)
    Moved.objects.bulk_create(
        Moved(
            joining=joining, kept=joining.kept, gone=joining.gone, part=Compartment.IDENTITY,
            record_id=grant, **_SIGHT,
        )
        for grant in given
    )  # fmt: skip
