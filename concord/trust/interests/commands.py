"""Every way that conflicts of interest change. Each takes effect on the next request."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID, uuid4

from concord.kernel.clocks import local_date, working_days_after
from concord.trust.access.commands import block_sight
from concord.trust.accounts.models import User
from concord.trust.actors import Actor
from concord.trust.commands import announce, command, require
from concord.trust.interests import guards, meeting, rules
from concord.trust.interests.events import (
    InterestAgreed,
    InterestDeclared,
    InterestDismissed,
    InterestExtended,
    InterestLifted,
    InterestProposed,
    OwnRecordBlocked,
    TiesGiven,
)
from concord.trust.interests.models import Interest, InterestBlock, OwnTie, Proposal
from concord.trust.interests.rules import Answer, Origin, Relation
from concord.trust.reference.queries import closed_days, standard


@command(may=guards.may_declare)
def declare_interest(  # noqa: PLR0913 - a declaration says whose, whom, how and why
    interest_id: UUID,
    /,
    *,
    by: Actor,
    user_id: UUID,
    relation: str,
    stated: str,
    token: bytes,
    reason: str,
    at: datetime,
) -> Interest:
    """Close somebody's record to a colleague, be they on the register now, later or never.

    Whoever declares hears the same in each case (domain.md 9.3). `token` is the register's key of
    whom they stated.
    """
    require(guards.may_declare_about(by, User.objects.get(pk=user_id)))
    _require_reason(reason, at)
    interest = Interest(
        id=interest_id,
        user_id=user_id,
        origin=Origin.DECLARED,
        relation=relation,
        stated=stated,
        token=token,
        reason=reason.strip(),
        declared_by=by.user_id,
        declared_at=at,
    )
    interest.save(force_insert=True)
    announce(InterestDeclared(interest.pk, user_id, relation), by=by)
    for subject_id in meeting.subjects_named(token):
        _close(interest, subject_id, by=by, at=at)
    return interest


@command(may=guards.may_extend)
def extend_interest(
    interest: Interest, /, *, by: Actor, subject_id: UUID, at: datetime
) -> InterestBlock:
    """Close an entry that came after the declaration, or was found to be the same person."""
    block = _close(interest, subject_id, by=by, at=at)
    announce(InterestExtended(interest.pk, subject_id, interest.user_id), by=by)
    return block


@command(may=guards.may_lift)
def lift_interest(interest: Interest, /, *, by: Actor, because: str, at: datetime) -> Interest:
    """End what an interest closed. What other interests closed stays closed."""
    _require_reason(because, at)
    interest.lifted_by, interest.lifted_at = by.user_id, at
    interest.lifted_because = because.strip()
    interest.save()
    ended = meeting.end_blocks(interest.pk)
    announce(InterestLifted(interest.pk, interest.user_id, ended), by=by)
    return interest


@command(may=guards.may_look)
def block_own_record(
    subject_id: UUID, /, *, by: Actor, user_id: UUID, kinds: tuple[str, ...], at: datetime
) -> Interest:
    """Close somebody's own record to them (domain.md 9.3), without asking anybody first."""
    words = ", ".join(rules.in_words(kinds))
    interest = _found(user_id, Origin.OWN_RECORD, Relation.OWN, f"Own record: {words}", by, at)
    _close(interest, subject_id, by=by, at=at)
    announce(OwnRecordBlocked(interest.pk, subject_id, user_id, kinds), by=by)
    return interest


@command(may=guards.may_look)
def propose_interest(
    subject_id: UUID, /, *, by: Actor, user_id: UUID, kinds: tuple[str, ...], at: datetime
) -> Proposal:
    """Ask information governance to look into what a colleague and somebody have in common."""
    on = local_date(at)
    days = standard("interest_proposal", on=on).value
    proposal = Proposal(
        user_id=user_id,
        subject_id=subject_id,
        kinds=list(kinds),
        proposed_at=at,
        due_on=working_days_after(on, days, holidays=closed_days()),
    )
    proposal.save(force_insert=True)
    announce(InterestProposed(proposal.pk, subject_id, user_id, kinds), by=by)
    return proposal


@command(may=guards.may_answer)
def answer_proposal(
    proposal: Proposal, /, *, by: Actor, blocks: bool, reason: str, at: datetime
) -> Proposal:
    """Close the record to the colleague, or say why there is no conflict of interest."""
    _require_reason(reason, at)
    proposal.answer = Answer.BLOCKED if blocks else Answer.DISMISSED
    proposal.reason = reason.strip()
    proposal.answered_by, proposal.answered_at = by.user_id, at
    proposal.save()
    happened = InterestAgreed if blocks else InterestDismissed
    if blocks:
        interest = _found(proposal.user_id, Origin.PROPOSED, Relation.OTHER, reason, by, at)
        _close(interest, proposal.subject_id, by=by, at=at)
    announce(happened(proposal.pk, proposal.subject_id, proposal.user_id), by=by)
    return proposal


@command(may=guards.may_give_ties)
def give_ties(
    user_id: UUID, /, *, by: Actor, ties: Mapping[str, bytes | None], at: datetime
) -> None:
    """Keep what a colleague is known by: keyed hashes by kind, None for one taken back."""
    known = {tie.kind: tie for tie in OwnTie.objects.filter(user_id=user_id)}
    for kind, token in ties.items():
        tie = known.get(kind) or OwnTie(user_id=user_id, kind=kind)
        tie.token, tie.given_at = token, at
        tie.save()
    announce(TiesGiven(user_id, tuple(sorted(ties))), by=by)


def _found(
    user_id: UUID, origin: Origin, relation: Relation, reason: str, by: Actor, at: datetime
) -> Interest:
    interest = Interest(
        id=uuid4(),
        user_id=user_id,
        origin=origin,
        relation=relation,
        stated="",
        reason=reason.strip(),
        declared_by=by.user_id,
        declared_at=at,
    )
    interest.save(force_insert=True)
    return interest


def _close(interest: Interest, subject_id: UUID, *, by: Actor, at: datetime) -> InterestBlock:
    reason = f"Conflict of interest: {Relation(interest.relation).label.lower()}"
    block = block_sight(subject_id, by=by, user_id=interest.user_id, reason=reason, at=at)
    closed = InterestBlock(interest=interest, subject_id=subject_id, block_id=block.pk, at=at)
    closed.save(force_insert=True)
    return closed


def _require_reason(words: str, at: datetime) -> None:
    shortest = standard("interest_reason", on=local_date(at)).value
    require(rules.reason_suffices(words, shortest=shortest))
