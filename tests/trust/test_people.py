"""Joiners, movers and leavers: who may, what follows at once, and what two people do together."""

from datetime import timedelta

import pytest
from django.utils import timezone

from concord.trust.access.commands import break_glass
from concord.trust.access.models import Grant
from concord.trust.accounts.models import User
from concord.trust.accounts.queries import roles_of
from concord.trust.actors import NOBODY
from concord.trust.commands import Refused
from concord.trust.people import commands, queries
from concord.trust.people.models import Activation, Closure, RoleProposal
from tests.factories import new_key

REASON = "Begins in the team on Monday"


def join(partnership, by="administrator", *, agency=None, roles=("social_worker",), name="nia"):
    """Add a person as one of the partnership."""
    with partnership.as_(by):
        return commands.add_person(
            agency or partnership.social_care, by=partnership.actor(by), username=name,
            full_name="Nia New", job_title="Social worker", roles=roles, reason=REASON,
            at=timezone.now(),
        )  # fmt: skip


def move(partnership, who, *roles, by="administrator", from_on=None):
    """Change somebody's roles as one of the partnership."""
    with partnership.as_(by):
        return commands.change_roles(
            partnership.users[who], by=partnership.actor(by), roles=roles,
            from_on=from_on or timezone.localdate(), reason=REASON, at=timezone.now(),
        )  # fmt: skip


def close(partnership, who, *, by="administrator", kind="left"):
    """Close somebody's account as one of the partnership."""
    with partnership.as_(by):
        return commands.close_account(
            partnership.users[who], by=partnership.actor(by), kind=kind,
            reason="Left for another county", at=timezone.now(),
        )  # fmt: skip


def today():
    return timezone.localdate()


def test_a_joiner_cannot_sign_in_until_they_have_used_their_link(partnership):
    user, _ = join(partnership)
    assert not user.has_usable_password()


def test_the_link_sets_a_password_once(partnership):
    user, token = join(partnership)
    activation = queries.activation_of(token, at=timezone.now())
    commands.activate(activation, by=NOBODY, password="a long new phrase", at=timezone.now())
    user.refresh_from_db()
    assert user.check_password("a long new phrase")
    assert queries.activation_of(token, at=timezone.now()) is None
    with pytest.raises(Refused, match="no longer works"):
        commands.activate(activation, by=NOBODY, password="another phrase", at=timezone.now())


def test_the_link_is_not_kept_and_ends(partnership):
    _, token = join(partnership)
    activation = Activation.objects.get()
    assert token not in activation.token_hash
    assert queries.activation_of(token, at=activation.expires_at) is None
    assert queries.activation_of(token, at=activation.expires_at - timedelta(seconds=1))


def test_a_fresh_link_ends_the_earlier_one(partnership):
    user, first = join(partnership)
    with partnership.as_("administrator"):
        second = commands.issue_activation(
            user, by=partnership.actor("administrator"), at=timezone.now()
        )
    assert queries.activation_of(first, at=timezone.now()) is None
    assert queries.activation_of(second, at=timezone.now())


@pytest.mark.parametrize(("by", "agency"), [("lead", "police"), ("worker", "social_care")])
def test_only_the_administrator_and_the_agencys_own_lead_add_people(partnership, by, agency):
    with pytest.raises(Refused, match="agency’s own lead"):
        join(partnership, by, agency=getattr(partnership, agency))


def test_a_lead_adds_people_to_their_own_agency_but_gives_no_keys(partnership):
    user, _ = join(partnership, "lead")
    assert roles_of(user, on=today()) == {"social_worker"}
    with pytest.raises(Refused, match="administrator"):
        join(partnership, "lead", roles=("agency_lead",), name="noa")


def test_a_user_name_is_taken_in_any_case(partnership):
    join(partnership)
    with pytest.raises(Refused, match="taken"):
        join(partnership, name="NIA")


def test_a_mover_has_other_roles_from_the_day_and_not_before(partnership):
    move(partnership, "worker", "team_manager", from_on=today() + timedelta(days=3))
    wes = partnership.users["worker"]
    assert roles_of(wes, on=today()) == {"social_worker"}
    assert roles_of(wes, on=today() + timedelta(days=3)) == {"team_manager"}


def test_the_past_is_not_rewritten(partnership):
    with pytest.raises(Refused, match="past"):
        move(partnership, "worker", "team_manager", from_on=today() - timedelta(days=1))


@pytest.mark.parametrize("who", ["administrator", "lead"])
def test_nobody_changes_their_own_roles(partnership, who):
    with pytest.raises(Refused, match="your own account"):
        move(partnership, who, "team_manager", by=who)


def test_losing_a_role_ends_open_sessions(client, partnership):
    client.force_login(partnership.users["worker"])
    assert client.get("/").status_code == 200
    move(partnership, "worker", "analyst")
    assert client.get("/").status_code == 302


def test_gaining_a_role_disturbs_nobody(client, partnership):
    client.force_login(partnership.users["worker"])
    move(partnership, "worker", "social_worker", "team_manager")
    assert client.get("/").status_code == 200


@pytest.mark.parametrize("role", ["administrator", "information_governance"])
def test_roles_that_open_much_wait_for_a_second_person(partnership, role):
    move(partnership, "worker", "social_worker", role)
    wes, proposal = partnership.users["worker"], RoleProposal.objects.get()
    assert roles_of(wes, on=today()) == {"social_worker"}
    with partnership.as_("governance"):
        commands.answer_proposal(
            proposal, by=partnership.actor("governance"), agreed=True, at=timezone.now()
        )
    assert roles_of(wes, on=today()) == {"social_worker", role}


@pytest.mark.parametrize("by", ["administrator", "manager"])
def test_the_proposer_and_the_uninvolved_cannot_be_the_second_person(partnership, by):
    move(partnership, "worker", "social_worker", "administrator")
    with partnership.as_(by), pytest.raises(Refused):
        commands.answer_proposal(
            RoleProposal.objects.get(), by=partnership.actor(by), agreed=True, at=timezone.now()
        )


def test_a_declined_role_is_not_given(partnership):
    move(partnership, "worker", "social_worker", "administrator")
    with partnership.as_("governance"):
        commands.answer_proposal(
            RoleProposal.objects.get(), by=partnership.actor("governance"), agreed=False,
            at=timezone.now(),
        )  # fmt: skip
    assert roles_of(partnership.users["worker"], on=today()) == {"social_worker"}


def test_a_leaver_is_out_before_the_next_request(client, partnership):
    client.force_login(partnership.users["worker"])
    close(partnership, "worker")
    assert client.get("/").status_code == 302
    assert roles_of(partnership.users["worker"], on=today()) == frozenset()


def test_what_a_leaver_could_see_ends_and_nobody_elses_does(partnership):
    for who in ("worker", "second_worker"):
        with partnership.as_(who):
            break_glass(
                new_key(), by=partnership.actor(who), at=timezone.now(),
                reason="Child is missing and the police are asking for her details",
            )  # fmt: skip
    close(partnership, "worker")
    assert Closure.objects.get().grants_ended == 1
    live = {}
    for who in ("worker", "second_worker"):
        with partnership.as_(who):
            live[who] = Grant.objects.filter(
                principal_id=partnership.users[who].pk, ends_at__gt=timezone.now()
            ).count()
    assert live == {"worker": 0, "second_worker": 1}


def test_a_suspension_ends_and_leaving_does_not(partnership):
    close(partnership, "worker", kind="suspended")
    with partnership.as_("administrator"):
        commands.reopen_account(
            partnership.users["worker"], by=partnership.actor("administrator"), at=timezone.now()
        )
    assert User.objects.get(username="wes").is_active
    assert roles_of(partnership.users["worker"], on=today()) == {"social_worker"}
    close(partnership, "worker", kind="left")
    with partnership.as_("administrator"), pytest.raises(Refused, match="suspended"):
        commands.reopen_account(
            partnership.users["worker"], by=partnership.actor("administrator"), at=timezone.now()
        )


def test_the_administrator_sees_no_child(partnership):
    actor = partnership.actor("administrator")
    assert (actor.reads, actor.writes) == (frozenset(), frozenset())
