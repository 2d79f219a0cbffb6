"""Sight that has ended is gone at the next request, in a session that stays open (T5)."""

import pytest
from django.utils import timezone

from concord.project.access_matrix import MATRIX
from concord.trust.access.commands import block_sight, end_sight, restrict
from concord.trust.access.models import Grant
from concord.trust.accounts.models import RoleHolding
from concord.trust.actors import on_behalf_of
from tests.architecture.test_access_matrix import ask
from tests.factories import new_key
from tests.factories.world import World

CASE = ("child", "referral", "assessment", "period", "item", "action")
MEMBER = "officer"


@pytest.fixture
def world(partnership):
    return World(partnership)


def is_restricted(world):
    _restrict(world, "restricted")


def is_sealed(world):
    _restrict(world, "sealed")


def _restrict(world, level):
    manager = world.partnership.actor("manager")
    with world.partnership.as_("manager"):
        restrict(
            world.keys["child"], by=manager, level=level, open_to=[manager.user_id],
            reason="A witness is protected.", at=timezone.now(),
        )  # fmt: skip


def blocks_the_person(world):
    manager = world.partnership.actor("manager")
    with world.partnership.as_("manager"):
        block_sight(
            world.keys["child"], by=manager, user_id=world.partnership.users[MEMBER].pk,
            reason="Lives next door.", at=timezone.now(),
        )  # fmt: skip


def ends_the_grant(world):
    manager = world.partnership.actor("manager")
    with world.partnership.as_("manager"):
        end_sight(
            world.keys["child"], by=on_behalf_of(manager),
            principal_id=world.partnership.police.pk, at=timezone.now(),
        )  # fmt: skip


def takes_the_role(world):
    RoleHolding.objects.filter(user=world.partnership.users[MEMBER]).update(
        held_until=timezone.localdate()
    )


def moves_agency(world):
    user = world.partnership.users[MEMBER]
    user.agency = world.partnership.other_school
    user.save()


def disables_the_person(world):
    user = world.partnership.users[MEMBER]
    user.is_active = False
    user.save()


CHANGES = [
    is_restricted,
    is_sealed,
    blocks_the_person,
    ends_the_grant,
    takes_the_role,
    moves_agency,
    disables_the_person,
]
PAGES = {name: row for name, row in MATRIX.items() if row.about in CASE and not row.button}


def answers(client, world):
    """Return how each page of the case answers, by name."""
    return {name: ask(client, name, row, world.keys[row.about]) for name, row in PAGES.items()}


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_every_page_of_the_case_closes_at_the_next_request(client, world, change):
    client.force_login(world.partnership.users[MEMBER])
    before = {name for name, page in answers(client, world).items() if page.status_code == 200}
    assert {"desk:child", "sittings:item", "actions:action"} <= before
    change(world)
    still_open = {
        name: page.status_code
        for name, page in answers(client, world).items()
        if not _is_closed(page)
    }
    assert still_open == {}


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_nobody_is_found_or_listed_any_more(client, world, change):
    client.force_login(world.partnership.users[MEMBER])
    assert b"Sam Practice" in client.post("/search", {"terms": "Sam Practice"}).content
    change(world)
    found = client.post("/search", {"terms": "Sam Practice"}, follow=True)
    assert f"/children/{world.keys['child']}".encode() not in found.content
    for path in ("/", "/children", "/assessments", f"/meetings/{world.keys['sitting']}"):
        assert b"Sam Practice" not in client.get(path, follow=True).content, path


def test_drafts_and_held_forms_close_with_the_account(client, partnership):
    user = partnership.users[MEMBER]
    client.force_login(user)
    begun = client.post("/refer/new", follow=True).redirect_chain
    address = next(path for path, _ in reversed(begun) if "/refer/" in path)
    assert client.get(address).status_code == 200
    user.is_active = False
    user.save()
    for path in (address, "/refer", f"/carry-on/{new_key()}"):
        assert client.get(path).url.startswith("/accounts/login/"), path


def test_a_grant_closes_with_its_hour(client, world):
    with world.partnership.as_(MEMBER):
        Grant.objects.filter(subject_id=world.keys["child"]).update(ends_at=timezone.now())
    client.force_login(world.partnership.users[MEMBER])
    assert ask(client, "desk:child", MATRIX["desk:child"], world.keys["child"]).status_code == 404


def _is_closed(page):
    if page.status_code == 302:
        return page.url.startswith("/accounts/login/")
    return page.status_code in (403, 404)
