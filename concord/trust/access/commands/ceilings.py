"""What a role opens at most: one person proposes a change from a day, a second agrees or declines.

Roles are read afresh on every request: from its day on, a change holds at the next one.
"""

from datetime import date, datetime

from concord.kernel.clocks import local_date
from concord.kernel.verdicts import Verdict, allowed_if
from concord.trust.access import guards, limits, rules
from concord.trust.access.events import CeilingChangeAnswered, CeilingChangeProposed
from concord.trust.access.limits import NOTHING
from concord.trust.access.matrix import ceiling, ceilings_on
from concord.trust.access.models import CeilingProposal, RoleCeiling
from concord.trust.access.rules import Answer
from concord.trust.actors import Actor
from concord.trust.commands import announce, command, require


@command(may=guards.may_propose_ceiling)
def propose_ceiling(  # noqa: PLR0913 - a row of the matrix, from when and why
    role: str,
    /,
    *,
    by: Actor,
    part: str,
    ability: str,
    scope: str,
    from_on: date,
    reason: str,
    at: datetime,
) -> CeilingProposal:
    """Propose that a role opens more or less of a part (domain.md 9.2).

    Args:
        role: the role's code.
        part: a compartment, or one of the parts beside records.
        ability: what it opens from then on; empty for nothing.
        scope: how far it goes within the part, in the agreement's words; may be empty.
        from_on: the first day, today at the earliest.
    """
    scope = scope.strip() if ability else ""
    was_ability, was_scope = ceiling(role, part, on=from_on)
    waiting = CeilingProposal.objects.filter(role=role, compartment=part, answer=Answer.WAITING)
    require(rules.words_suffice(reason))
    require(rules.from_today_on(from_on, today=local_date(at)))
    require(limits.may_open(role, part, ability))
    require(
        allowed_if(
            (ability, scope) != (was_ability, was_scope),
            "Nothing would change: this is what the role opens on that day.",
        )
    )
    require(allowed_if(not waiting.exists(), "A change of this is waiting for a second person."))
    require(_is_not_for_oneself(by, role, was_ability, ability))
    proposal = CeilingProposal(
        role=role,
        compartment=part,
        ability=ability,
        scope=scope,
        was_ability=was_ability,
        was_scope=was_scope,
        from_on=from_on,
        reason=reason.strip(),
        proposed_by=by.user_id,
        proposed_at=at,
    )
    proposal.save(force_insert=True)
    announce(CeilingChangeProposed(proposal.pk, role, part, was_ability, ability, from_on), by=by)
    return proposal


@command(may=guards.may_answer_ceiling)
def answer_ceiling(
    proposal: CeilingProposal, /, *, by: Actor, agreed: bool, because: str, at: datetime
) -> CeilingProposal:
    """Agree to a change of the matrix as the second person, or decline it with the reason.

    What is agreed after its day holds from today: what somebody opened before stays explained.
    """
    role, part, ability = proposal.role, proposal.compartment, proposal.ability
    require(allowed_if(proposal.answer == Answer.WAITING, "Somebody has answered this proposal."))
    if agreed:
        require(limits.may_open(role, part, ability))
        proposal.from_on = max(proposal.from_on, local_date(at))
        proposal.was_ability, proposal.was_scope = ceiling(role, part, on=proposal.from_on)
        require(_is_not_for_oneself(by, role, proposal.was_ability, ability))
        _put_in_force(proposal)
    else:
        require(rules.words_suffice(because))
    proposal.answer = Answer.AGREED if agreed else Answer.DECLINED
    proposal.answered_because = because.strip()
    proposal.answered_by, proposal.answered_at = by.user_id, at
    proposal.save()
    announce(
        CeilingChangeAnswered(
            proposal.pk, role, part, proposal.was_ability, ability, proposal.from_on,
            proposal.answer,
        ),
        by=by,
    )  # fmt: skip
    return proposal


def _is_not_for_oneself(actor: Actor, role: str, was: str, ability: str) -> Verdict:
    return allowed_if(
        not actor.has_role(role) or not limits.is_wider(ability, was),
        "You hold this role yourself. Somebody who does not must let it open more.",
    )


def _put_in_force(change: CeilingProposal) -> None:
    """End what holds on the first day and begin the new row. What was agreed for later stands.

    No row is taken away: that one ended says that the partnership decided so.
    """
    day, role, part = change.from_on, change.role, change.compartment
    rows = RoleCeiling.objects.filter(role=role, compartment=part)
    standing = (rows & ceilings_on(day)).order_by("-valid_from").first()
    agreed = CeilingProposal.objects.filter(
        role=role, compartment=part, answer=Answer.AGREED, from_on__gt=day
    )
    later = {*agreed.values_list("from_on", flat=True)}
    later |= {*rows.filter(valid_from__gt=day).values_list("valid_from", flat=True)}
    if standing:
        later |= {standing.valid_to} if standing.valid_to else set()
        standing.valid_to = day
        standing.save()
    if change.ability != NOTHING:
        # A second change on one day takes the place of the first.
        rows.update_or_create(
            role=role,
            compartment=part,
            valid_from=day,
            defaults={
                "ability": change.ability,
                "scope": change.scope,
                "valid_to": min(later, default=None),
            },
        )
