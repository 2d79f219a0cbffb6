"""Sight that has ended is gone at the next request, in a session that stays open (T5)."""

import contextlib

import pytest
from django.db import transaction
from django.utils import timezone

from concord.project.access_matrix import FORMS, MATRIX, OF_THE_CASE
from concord.trust.access.commands import end_sight
from concord.trust.access.limits import NOTHING
from concord.trust.access.matrix import role_matrix
from concord.trust.access.models import CeilingProposal, Grant
from concord.trust.access.queries import actor_for
from concord.trust.accounts.models import RoleHolding, User
from concord.trust.actors import on_behalf_of
from tests.architecture import states
from tests.architecture.cells import address
from tests.architecture.test_access_matrix import Undo, answer, sign_in
from tests.factories.ceilings import decided
from tests.factories.world import World

# Who loses sight, and a page of the case that is certainly open to them before.
PEOPLE = {
    "officer": "sittings:item",
    "nurse": "sittings:contribute",
    "dsl": "documents:fetch",
    "minutes": "sittings:record",
    "second_worker": "frontdoor:correct",
}


@pytest.fixture
def world(partnership):
    return World(partnership)


def is_restricted(world, who):
    states.restrict_it(world)


def is_sealed(world, who):
    states.seal_it(world)


def is_blocked(world, who):
    states.block(world, world.partnership.users[who].pk)


def loses_the_grant(world, who):
    agency_id = world.partnership.users[who].agency_id
    with world.partnership.as_("manager") as manager:
        end_sight(
            world.keys["child"], by=on_behalf_of(manager), principal_id=agency_id,
            at=timezone.now(),
        )  # fmt: skip


def sees_its_hour_pass(world, who):
    with world.partnership.as_(who):
        Grant.objects.filter(subject_id=world.keys["child"]).update(ends_at=timezone.now())


def loses_the_role(world, who):
    user = world.partnership.users[who]
    RoleHolding.objects.filter(user=user).update(held_until=timezone.localdate())


def sees_the_role_narrowed(world, who):
    """Two people decide that whoever holds the role opens nothing any more."""
    [role] = actor_for(world.partnership.users[who], on=timezone.localdate()).roles
    for part in role_matrix(timezone.localdate())[role]:
        # The world has one such proposal of its own, which waits.
        waiting = CeilingProposal.objects.filter(role=role, compartment=part)
        if not waiting.exists():
            decided(world.partnership, role, part, NOTHING)


def moves_agency(world, who):
    asked = User.objects.filter(pk=world.partnership.users[who].pk)
    asked.update(agency=world.partnership.other_school)


def is_disabled(world, who):
    User.objects.filter(pk=world.partnership.users[who].pk).update(is_active=False)


CHANGES = [
    is_restricted,
    is_sealed,
    is_blocked,
    loses_the_grant,
    sees_its_hour_pass,
    loses_the_role,
    sees_the_role_narrowed,
    moves_agency,
    is_disabled,
]
PAGES = {name: row for name, row in MATRIX.items() if row.about in OF_THE_CASE}
LISTS = ("/", "/children", "/assessments", "/front-door", "/refer")


def open_doors(client, cookies, world):
    """Return every page, file and form of the case that is still open, and where Sam still is."""
    found = set()
    for name, row in PAGES.items():
        url = address(name, row, world.keys[row.about])
        methods = ["POST"] if row.button else ["GET", "POST"] if name in FORMS else ["GET"]
        for method in methods:
            if not _is_closed(answer(client, cookies, method, url)):
                found.add(f"{method} {name}")
    hit = client.post("/search", {"terms": "Sam Practice"}, follow=True)
    if f"/children/{world.keys['child']}".encode() in hit.content:
        found.add("search")
    for path in (*LISTS, f"/meetings/{world.keys['sitting']}"):
        if b"Sam Practice" in client.get(path, follow=True).content:
            found.add(path)
    return found


@pytest.mark.parametrize("who", PEOPLE)
def test_every_page_form_file_list_and_search_closes_at_the_next_request(client, world, who):
    cookies = sign_in(client, world, who)
    assert {f"GET {PEOPLE[who]}", "GET desk:child", "search"} <= open_doors(client, cookies, world)
    still_open = {}
    for change in CHANGES:
        with contextlib.suppress(Undo), transaction.atomic():
            change(world, who)
            if left := open_doors(client, cookies, world):
                still_open[change.__name__] = left
            raise Undo
    assert still_open == {}


def test_an_export_holds_nobody_whose_sight_has_ended(client, world):
    cookies = sign_in(client, world, "manager")
    assert b"Sam Practice" in client.post("/children/export", {"kind": "csv"}).content
    for change in CHANGES[2:]:
        with contextlib.suppress(Undo), transaction.atomic():
            change(world, "manager")
            client.cookies.load(cookies)
            export = client.post("/children/export", {"kind": "csv"}, follow=True)
            assert b"Sam Practice" not in export.content, change.__name__
            raise Undo


def test_drafts_and_held_forms_close_with_the_account(client, world):
    user = world.partnership.users["dsl"]
    client.force_login(user)
    paths = [f"/refer/{world.keys['draft']}/child", "/refer"]
    assert [client.get(path).status_code for path in paths] == [200, 200]
    user.is_active = False
    user.save()
    for path in (*paths, f"/carry-on/{world.keys['draft']}"):
        assert client.get(path).url.startswith("/accounts/login/"), path


def _is_closed(page):
    if page.status_code == 302:
        return page.url.startswith("/accounts/login/")
    return page.status_code in (403, 404, 405)
