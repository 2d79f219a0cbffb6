"""Movers: other roles from a day. Roles that open much are given by two people."""

from datetime import date, datetime

from concord.kernel.clocks import local_date
from concord.kernel.verdicts import allowed_if
from concord.trust.access.rules import from_today_on
from concord.trust.accounts.models import Role, User
from concord.trust.accounts.queries import roles_of
from concord.trust.actors import Actor
from concord.trust.commands import Stale, announce, command, require
from concord.trust.people import guards, rules
from concord.trust.people.events import ProposalAnswered, RolesChanged
from concord.trust.people.holdings import Given, hold, settle_roles
from concord.trust.people.models import Answer, RoleProposal
from concord.trust.people.queries import changes_of_roles


@command(may=guards.may_change)
def change_roles(
    user: User,
    *,
    by: Actor,
    roles: tuple[str, ...],
    from_on: date,
    reason: str,
    at: datetime,
    since: int | None = None,
) -> Given:
    """Make these a person's roles from a day. A role that ends today ends their sessions too.

    `since` is `changes_of_roles` as it was read; Stale is raised when there was another change.
    """
    if since is not None and changes_of_roles(user) != since:
        raise Stale(user)
    today, wanted = local_date(at), set(roles)
    touched = wanted ^ roles_of(user, on=from_on)
    require(rules.reason_suffices(reason))
    require(from_today_on(from_on, today=today))
    require(allowed_if(bool(touched), "Nothing would change. Select other roles."))
    require(rules.may_give(touched, giver_is_administrator=by.has_role(Role.ADMINISTRATOR)))

    given = settle_roles(user, wanted, proposer=by.user_id, from_on=from_on, reason=reason, at=at)
    if given.ended and from_on <= today:
        user.epoch += 1
        user.save(update_fields=["epoch"])
    announce(RolesChanged(user.pk, from_on, given.added, given.ended, given.proposed), by=by)
    return given


@command(may=guards.may_answer)
def answer_proposal(proposal: RoleProposal, *, by: Actor, agreed: bool, at: datetime) -> None:
    """Agree that a person has a role, or decline it, as the second person."""
    require(
        allowed_if(
            proposal.answer == Answer.WAITING, "Somebody has already answered this proposal."
        )
    )
    proposal.answer = Answer.AGREED if agreed else Answer.DECLINED
    proposal.answered_by, proposal.answered_at = by.user_id, at
    proposal.save()
    if agreed:
        hold(proposal.user, proposal.role, max(proposal.from_on, local_date(at)))
    announce(ProposalAnswered(proposal.pk, proposal.user_id, proposal.role, proposal.answer), by=by)
