"""Restrict a record to named people, and seal one: two people seal, and two people unseal."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from concord.kernel.clocks import local_date
from concord.kernel.verdicts import allowed_if
from concord.trust.access import guards, rules
from concord.trust.access.commands.sight import give_sight
from concord.trust.access.events import (
    RestrictionLifted,
    SealAnswered,
    SealProposed,
    SubjectRestricted,
)
from concord.trust.access.models import Grant, Restriction, SealProposal
from concord.trust.access.rules import Answer, RestrictionLevel, Wanted
from concord.trust.actors import Actor, on_behalf_of
from concord.trust.commands import Refused, announce, command, one_at_a_time, require
from concord.trust.reference.queries import standard


@command(may=guards.may_restrict, alone=True)
def restrict(
    subject_id: UUID, /, *, by: Actor, open_to: list[UUID], reason: str, at: datetime
) -> Restriction:
    """Put every grant on a subject to sleep, except those of the named people (domain.md 9.3)."""
    require(rules.words_suffice(reason))
    require(rules.somebody_sees(open_to, least=1))
    return _close(subject_id, RestrictionLevel.RESTRICTED, open_to, reason, by=by, at=at)


@command(may=guards.may_restrict, alone=True)
def lift_restriction(subject_id: UUID, /, *, by: Actor, because: str, at: datetime) -> None:
    """Wake the grants that a restriction put to sleep."""
    require(rules.words_suffice(because))
    standing = Restriction.objects.filter(subject_id=subject_id, lifted_at=None).first()
    if standing is None:
        raise Refused("This record is not restricted.")
    if standing.level == RestrictionLevel.SEALED:
        raise Refused("Two people unseal a record: propose it.")
    _open(standing, because, by=by, at=at)


@command(may=guards.may_restrict, alone=True)
def propose_seal(
    subject_id: UUID, /, *, by: Actor, open_to: list[UUID], reason: str, at: datetime
) -> SealProposal:
    """Propose that a record is sealed: nobody but the named people will know that it exists."""
    require(rules.somebody_sees(open_to, least=rules.FEWEST_WHO_SEE_A_SEALED_RECORD))
    # Were it sealed anew, those whom the seal names would be shut out by fewer than may unseal it.
    require(allowed_if(not _sealed(subject_id).exists(), "This record is sealed already."))
    return _propose(subject_id, Wanted.SEAL, open_to, reason, by=by, at=at)


@command(may=guards.may_propose_unsealing, alone=True)
def propose_unsealing(subject_id: UUID, /, *, by: Actor, reason: str, at: datetime) -> SealProposal:
    """Propose that a sealed record is opened again."""
    require(allowed_if(_sealed(subject_id).exists(), "This record is not sealed."))
    return _propose(subject_id, Wanted.UNSEAL, [], reason, by=by, at=at)


@command(may=guards.may_answer_seal)
def answer_seal(proposal: SealProposal, /, *, by: Actor, agreed: bool, at: datetime) -> None:
    """Agree as the second person, which seals or unseals at once, or decline."""
    require(allowed_if(proposal.answer == Answer.WAITING, "Somebody has answered this already."))
    proposal.answer = Answer.AGREED if agreed else Answer.DECLINED
    proposal.answered_by, proposal.answered_at = by.user_id, at
    proposal.save()
    announce(SealAnswered(proposal.pk, proposal.subject_id, proposal.answer), by=by)
    if not agreed:
        return
    subject_id = proposal.subject_id
    one_at_a_time(subject_id)
    standing = Restriction.objects.filter(subject_id=subject_id, lifted_at=None).first()
    if standing is not None:
        _open(standing, proposal.reason, by=by, at=at)
    if proposal.wants == Wanted.SEAL:
        open_to = proposal.open_to
        _close(subject_id, RestrictionLevel.SEALED, open_to, proposal.reason, by=by, at=at)


def _sealed(subject_id: UUID) -> "QuerySet[Restriction]":
    return Restriction.objects.filter(
        subject_id=subject_id, lifted_at=None, level=RestrictionLevel.SEALED
    )


def _propose(
    subject_id: UUID, wants: str, open_to: list[UUID], reason: str, *, by: Actor, at: datetime
) -> SealProposal:
    require(rules.words_suffice(reason))
    waiting = SealProposal.objects.filter(subject_id=subject_id, answer=Answer.WAITING).exists()
    require(allowed_if(not waiting, "A proposal about this record is waiting for an answer."))
    proposal = SealProposal(
        subject_id=subject_id,
        wants=wants,
        open_to=open_to,
        reason=reason.strip(),
        proposed_by=by.user_id,
        proposed_at=at,
    )
    proposal.save(force_insert=True)
    announce(SealProposed(proposal.pk, subject_id, wants), by=by)
    return proposal


def _close(
    subject_id: UUID, level: str, open_to: list[UUID], reason: str, *, by: Actor, at: datetime
) -> Restriction:
    """Close a record to all but some people, who see it in their own name from now on."""
    standing = Restriction.objects.filter(subject_id=subject_id, lifted_at=None).exists()
    require(allowed_if(not standing, "This record is restricted already."))
    restriction = Restriction(
        subject_id=subject_id,
        level=level,
        open_to=open_to,
        reason=reason.strip(),
        starts_at=at,
        set_by=by.user_id,
    )
    days = standard("sight_named", on=local_date(at)).value
    for person in open_to:
        give_sight(
            subject_id,
            by=on_behalf_of(by),
            to_user=person,
            compartments=tuple(part.value for part in rules.PARTS_OF_A_CASE),
            starts_at=at,
            ends_at=at + timedelta(days=days),
            because="Named among those who still see this record",
            source_type="restriction",
            source_id=restriction.pk,
        )
    restriction.save(force_insert=True)
    announce(SubjectRestricted(restriction.pk, subject_id, level), by=by)
    return restriction


def _open(restriction: Restriction, because: str, *, by: Actor, at: datetime) -> None:
    """Lift a restriction; what its people saw for its sake alone ends with it."""
    restriction.lifted_at, restriction.lifted_by = at, by.user_id
    restriction.lifted_because = because.strip()
    restriction.save()
    announce(RestrictionLifted(restriction.pk, restriction.subject_id), by=by)
    Grant.objects.filter(
        source_type="restriction", source_id=restriction.pk, ends_at__gt=at, starts_at__lte=at
    ).update(ends_at=at)
