"""Every way a referral can change."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from concord.casework.frontdoor import access, rules
from concord.casework.frontdoor.events import (
    ContactReceived,
    IdentitySettled,
    ReferralAcknowledged,
    ReferralDecided,
    WorryCorrected,
)
from concord.casework.frontdoor.models import Referral
from concord.casework.frontdoor.rules import Decision, ReferralStatus
from concord.engines.documents import storing
from concord.kernel.clocks import age_on, end_of_local_day, local_date
from concord.kernel.verdicts import allowed_if
from concord.registers.identity.commands import judge_pair
from concord.registers.identity.rules import Says
from concord.registers.subjects import commands as subjects
from concord.registers.subjects.commands import PersonDetails
from concord.registers.subjects.models import Subject
from concord.trust.access.commands import give_sight
from concord.trust.access.rules import PARTS_OF_A_CASE, Compartment
from concord.trust.actors import Actor, on_behalf_of
from concord.trust.agencies.queries import front_door_agency
from concord.trust.commands import announce, command, require
from concord.trust.reference.queries import closed_days, standard
from concord.trust.wording import correct

FRONT_DOOR_SEES = tuple(part.value for part in PARTS_OF_A_CASE)
FILES_OF = "referral"
# A referrer sees who the child is and their own referral, not what others have said.
REFERRER_SEES = (Compartment.IDENTITY.value,)
# No I, O, 0 or 1: references are read out over the telephone.
_REFERENCE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


@dataclass(frozen=True)
class Worry:
    """What a referrer says (domain.md P-C1)."""

    exploitation_types: tuple[str, ...]
    main_type: str
    concern: str
    consent: str
    source_code: str
    consent_reason: str = ""
    parent_aware: str = rules.Known.UNKNOWN
    immediate_danger: bool = False
    whereabouts_known: str = rules.Known.UNKNOWN
    learning_disability: str = rules.Known.UNKNOWN
    child_voice: str = ""
    protective_factors: str = ""
    known_network: str = ""
    communication_needs: str = ""
    referrer_phone: str = ""
    channel: str = rules.Channel.ONLINE


@command(may=access.may_refer)
def receive_contact(
    subject_id: UUID, /, *, by: Actor, child: PersonDetails, worry: Worry, at: datetime
) -> Referral:
    """Bring a worry about a child to the front door. The decision clock starts at receipt.

    The child is entered as the referrer knows them; the front door settles who it is.
    """
    require(rules.consent_is_explained(rules.Consent(worry.consent), worry.consent_reason))
    require(allowed_if(worry.main_type in worry.exploitation_types, "Select the main worry."))
    on = local_date(at)
    receiving = front_door_agency(on)
    reference = _new_reference()
    _give_first_sight(subject_id, by=by, front_door_id=receiving.pk, reference=reference, at=at)
    subjects.register_person(subject_id, by=by, details=child, source=by.agency_name, on=on)
    limit = standard("referral_decision", on=on)
    due_on = rules.decision_due_on(on, working_days=limit.value, holidays=closed_days())
    referral = Referral(
        reference=reference,
        subject_id=subject_id,
        receiving_agency=receiving,
        received_at=at,
        referrer_id=by.user_id,
        referrer_agency_id=by.agency_id,
        decision_due_on=due_on,
        decision_due_at=end_of_local_day(due_on),
        standard_version=limit.version,
        **{**vars(worry), "exploitation_types": list(worry.exploitation_types)},
    )
    referral.save(force_insert=True)
    announce(
        ContactReceived(referral.pk, subject_id, worry.exploitation_types, worry.immediate_danger),
        by=by,
    )
    return referral


@command(may=access.may_handle)
def acknowledge_referral(referral: Referral, /, *, by: Actor, at: datetime) -> Referral:
    """Tell the referrer that their worry has been seen (annex B, received→acknowledged)."""
    _step(referral, ReferralStatus.ACKNOWLEDGED)
    referral.acknowledged_at = at
    referral.save()
    announce(ReferralAcknowledged(referral.pk, referral.subject_id), by=by)
    return referral


@command(may=access.may_attach)
def attach_file(
    referral: Referral, /, *, by: Actor, upload: storing.Upload, at: datetime
) -> storing.StoredFile:
    """Add a file to a referral; those who see the referral see it (security design 2.6)."""
    place = storing.Place(referral.subject_id, Compartment.REFERRAL, FILES_OF, referral.pk)
    return storing.attach(upload, to=place, by=by, at=at)


@command(may=access.may_handle)
def settle_identity(
    referral: Referral,
    /,
    *,
    by: Actor,
    same_as: Subject | None,
    at: datetime,
    none_of: Collection[Subject] = (),
) -> Referral:
    """Settle who a referral is about: a new person, or somebody already on the register.

    The entry that the referrer made is kept and points at the person it turned out to be. What is
    said of it and of those it is not (`none_of`) is kept as verdicts on those pairs.
    """
    require(allowed_if(referral.decided_at is None, "This referral has been decided."))
    was = referral.subject
    because = f"Settled for referral {referral.reference}."
    for other in none_of:
        judge_pair(was, by=by, other=other, says=Says.DIFFERENT, because=because, at=at)
    if same_as is not None:
        judge_pair(was, by=by, other=same_as, says=Says.SAME, because=because, at=at)
        subjects.recognise(was, by=on_behalf_of(by), same_as=same_as)
        referral.subject = same_as
        storing.follow(FILES_OF, referral.pk, subject_id=same_as.pk)
        _follow_to(same_as.pk, referral, by=by, at=at)
    previous = _latest_before(referral)
    referral.previous = previous
    referral.is_re_referral = _is_re_referral(referral, previous)
    referral.identity_settled_at = at
    referral.save()
    announce(IdentitySettled(referral.pk, referral.subject_id, was.pk), by=by)
    return referral


@command(may=access.may_decide)
def decide_referral(
    referral: Referral,
    /,
    *,
    by: Actor,
    threshold: str,
    decision: Decision,
    rationale: str,
    feedback: str,
    at: datetime,
) -> Referral:
    """Record the screening decision and why it was made, with what the referrer is told."""
    require(rules.STEPS.check(ReferralStatus(referral.status), ReferralStatus.DECIDED))
    require(rules.rationale_suffices(rationale))
    require(
        allowed_if(
            referral.identity_settled_at is not None,
            "Settle who this referral is about before you decide it.",
        )
    )
    require(rules.decision_is_open(decision, must_assess=social_care_must_assess(referral)))
    referral.status = ReferralStatus.DECIDED
    referral.threshold = threshold
    referral.decision = decision
    referral.rationale = rationale
    referral.feedback = feedback
    referral.decided_at = at
    referral.decided_by = by.user_id
    referral.save()
    announce(
        ReferralDecided(referral.pk, referral.subject_id, decision, at < referral.decision_due_at),
        by=by,
    )
    return referral


def _step(referral: Referral, wanted: ReferralStatus) -> None:
    require(rules.STEPS.check(ReferralStatus(referral.status), wanted))
    referral.status = wanted


def social_care_must_assess(referral: Referral) -> bool:
    """Return whether the rule for young or disabled children with a sexual concern applies."""
    born_on = referral.subject.born_on
    return rules.social_care_must_assess(
        age=age_on(born_on, local_date(referral.received_at)) if born_on else None,
        learning_disability=referral.learning_disability,
        types=set(referral.exploitation_types),
    )


def _give_first_sight(
    subject_id: UUID, *, by: Actor, front_door_id: UUID, reference: str, at: datetime
) -> None:
    on = local_date(at)
    until = at + timedelta(days=standard("sight_referrer", on=on).value)
    front_door_until = at + timedelta(days=standard("sight_front_door", on=on).value)
    system = on_behalf_of(by)
    because = {"source_type": "referral", "starts_at": at}
    give_sight(
        subject_id,
        by=system,
        to_agency=front_door_id,
        compartments=FRONT_DOOR_SEES,
        ends_at=front_door_until,
        because=f"Referral {reference} to the front door",
        **because,
    )
    if by.agency_id and by.agency_id != front_door_id:
        give_sight(
            subject_id,
            by=system,
            to_agency=by.agency_id,
            compartments=REFERRER_SEES,
            ends_at=until,
            because=f"They made referral {reference}",
            **because,
        )


def _follow_to(subject_id: UUID, referral: Referral, *, by: Actor, at: datetime) -> None:
    """Let a referral's own agencies go on seeing it now that it is about somebody else's entry."""
    days = standard("sight_referrer", on=local_date(at)).value
    if referral.referrer_agency_id and referral.referrer_agency_id != by.agency_id:
        give_sight(
            subject_id,
            by=on_behalf_of(by),
            to_agency=referral.referrer_agency_id,
            compartments=REFERRER_SEES,
            starts_at=at,
            ends_at=referral.received_at + timedelta(days=days),
            because=f"They made referral {referral.reference}",
            source_type="referral",
            source_id=referral.pk,
        )


def _latest_before(referral: Referral) -> Referral | None:
    return (
        Referral.objects.filter(
            subject_id=referral.subject_id, received_at__lt=referral.received_at
        )
        .exclude(pk=referral.pk)
        .order_by("-received_at")
        .first()
    )


def _is_re_referral(referral: Referral, previous: Referral | None) -> bool:
    if previous is None:
        return False
    months = standard("re_referral_window", on=local_date(referral.received_at)).value
    return rules.is_within_months(
        local_date(previous.received_at), local_date(referral.received_at), months=months
    )


def _new_reference() -> str:
    letters = "".join(secrets.choice(_REFERENCE_LETTERS) for _ in range(8))
    return f"R-{letters[:4]}-{letters[4:]}"


@command(may=access.may_correct)
def correct_worry(
    referral: Referral, /, *, by: Actor, text: str, reason: str, at: datetime
) -> Referral:
    """Correct what happened: a new wording beside the earlier one, with the reason."""
    added = correct(referral, "concern", text, by=by, reason=reason, at=at)
    announce(WorryCorrected(referral.pk, referral.subject_id, added), by=by)
    return referral
