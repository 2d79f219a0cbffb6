"""How a worry about an invented child reaches the front door, and what the front door does."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from random import Random
from uuid import UUID

from concord.casework.frontdoor import queries, rules
from concord.casework.frontdoor.commands import (
    Worry,
    acknowledge_referral,
    decide_referral,
    receive_contact,
    settle_identity,
)
from concord.casework.frontdoor.rules import Channel, Consent, Decision, Known
from concord.kernel.clocks import local_date
from concord.practice import places, worries
from concord.practice.children import Child
from concord.practice.decisions import WORDING
from concord.practice.diary import Telling
from concord.practice.district import Case, District
from concord.practice.plots import Plot
from concord.practice.working_time import WorkingTime, moment
from concord.practice.worries import Kind
from concord.registers.subjects.queries import who_it_may_be
from concord.trust.reference.queries import standard

_SCHOOLS = {places.SCHOOLS[0]: "school", places.SCHOOLS[1]: "school2"}
_OTHERS = ("police", "police", "nurse", "youthjustice", "keyworker", "frontdoor")
# People of the family and the neighbourhood, who ring the front door.
_CALLERS = ("1A", "1B", "1D")


@dataclass(frozen=True)
class Approach:
    """One approach to the front door: when, by whom, about whom as they know the child."""

    at: datetime
    referrer: str
    subject_id: UUID
    child: Child
    concern: str
    # Whether the front door will recognise the child as somebody already on the register.
    known: bool = False


def kind_for(plot: Plot, age: int, chance: Random) -> Kind:
    """Return a kind of worry that fits the child's age and what the plot decides.

    A sexual worry about a young child is always assessed, so it fits no plot in which a referral is
    decided otherwise, now or earlier.
    """
    only_assessed = plot.decision == Decision.ASSESS and not plot.known_before
    fitting = [
        kind
        for kind in worries.KINDS
        if age >= kind.youngest and (only_assessed or rules.SEXUAL_TYPES.isdisjoint(kind.types))
    ]
    return chance.choices(fitting, weights=[kind.weight for kind in fitting])[0]


def referrer_for(child: Child, chance: Random) -> str:
    """Return who refers: the child's school where it takes part, or another agency."""
    if child.school_name in _SCHOOLS and chance.random() < 0.8:
        return _SCHOOLS[child.school_name]
    return chance.choice(_OTHERS)


def arrival(working: WorkingTime, plot: Plot, referrer: str, chance: Random) -> datetime:
    """Return when the worry arrives. Police also write at night and at weekends."""
    if plot.is_recent:
        return working.in_hours(working.days_back(plot.arrives[0]), chance)
    on = working.today - timedelta(days=chance.randint(*plot.arrives))
    if referrer == "police" and chance.random() < 0.5:
        return moment(on, time(chance.choice((1, 22, 23)), chance.randrange(60)))
    return working.in_hours(on, chance)


def received(district: District, case: Case, approach: Approach) -> Telling[UUID]:
    """Bring the worry to the front door, and return the key of the referral."""
    at = approach.at
    yield at
    days = standard("sight_referrer", on=local_date(at)).value
    with district.acting_then(
        approach.referrer,
        approach.subject_id,
        parts=("identity",),
        since=at,
        until=at + timedelta(days=days),
    ) as by:
        referral = receive_contact(
            approach.subject_id,
            by=by,
            child=approach.child.known_to(approach.referrer),
            worry=_worry(case, approach, by.agency_kind),
            at=at,
        )
    district.tally["referrals"] += 1
    return referral.pk


def decided(
    district: District, case: Case, approach: Approach, referral_id: UUID, decision: Decision
) -> Telling[datetime]:
    """Acknowledge the referral, settle who it is about and decide it, mostly in time."""
    chance = case.chance
    if chance.random() < 0.5:
        seen_at = approach.at + timedelta(minutes=chance.randrange(10, 90))
        yield seen_at
        with district.acting("frontdoor") as by:
            acknowledge_referral(queries.referral_for(by, referral_id), by=by, at=seen_at)
    working_days = chance.choices((1, 2, 3), weights=(86, 9, 5))[0]
    at = district.time.later(approach.at, working_days, chance)
    yield at
    with district.acting("frontdoor") as by:
        referral = queries.referral_for(by, referral_id)
        candidates = who_it_may_be(by, referral.subject) if approach.known else []
        same_as = candidates[0].subject if candidates else None
        settle_identity(referral, by=by, same_as=same_as, at=at - timedelta(minutes=5))
        threshold, rationale, feedback = chance.choice(WORDING[decision])
        decide_referral(
            referral,
            by=by,
            threshold=threshold,
            decision=decision,
            rationale=rationale,
            feedback=feedback,
            at=at,
        )
        case.subject_id = referral.subject_id
    district.cases[case.subject_id] = case
    return at


def _worry(case: Case, approach: Approach, agency_kind: str) -> Worry:
    chance, words = case.chance, approach.child.pronouns()
    by_telephone = approach.referrer == "frontdoor"
    consent = chance.choices(
        [Consent.OBTAINED, Consent.NOT_SOUGHT_UNSAFE, Consent.REFUSED_OVERRIDDEN],
        weights=[60, 30, 10],
    )[0]
    overridden = consent == Consent.REFUSED_OVERRIDDEN
    return Worry(
        exploitation_types=case.kind.types,
        main_type=case.kind.main_type,
        concern=approach.concern.format(**words),
        consent=consent,
        consent_reason="The risk of serious harm outweighs the refusal." if overridden else "",
        source_code=(
            chance.choice(_CALLERS) if by_telephone else rules.source_code_for(agency_kind)
        ),
        parent_aware=Known.NO if consent == Consent.NOT_SOUGHT_UNSAFE else Known.YES,
        whereabouts_known=Known.YES,
        learning_disability=Known.NO,
        child_voice=chance.choice(worries.VOICES),
        protective_factors=chance.choice(worries.PROTECTIVE).format(**words),
        known_network=chance.choice(case.kind.networks),
        communication_needs=approach.child.interpreter,
        channel=Channel.PHONE if by_telephone else Channel.ONLINE,
    )
