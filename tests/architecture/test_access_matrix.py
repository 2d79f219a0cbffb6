"""Every page of Concord stands in the access matrix, and every cell of it holds."""

import contextlib
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import transaction
from django.urls import URLPattern, get_resolver
from django.utils import timezone

from concord.project.access_matrix import LIBRARY, MATRIX, OTHERS, PEOPLE, STATES
from concord.trust.access.matrix import role_matrix
from concord.trust.accounts.models import Role, RoleHolding
from tests.architecture.cells import (
    SIGN_IN,
    address,
    cells_of,
    declared,
    lawful,
    methods_in,
)
from tests.architecture.states import BECOME, block
from tests.factories import make_user, new_key
from tests.factories.proof import prove
from tests.factories.world import World

ABSENT = new_key()


def every_page(resolver: object = None, namespace: str = "") -> Iterator[str]:
    """Yield the name of every address."""
    for pattern in (resolver or get_resolver()).url_patterns:  # type: ignore[attr-defined]
        if isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}"
        else:
            inner = f"{pattern.namespace}:" if pattern.namespace else namespace
            yield from every_page(pattern, inner)


def test_no_page_is_missing_from_the_matrix(record_property):
    assert set(every_page()) == set(MATRIX)
    record_property("declared", declared() * len([*PEOPLE, *OTHERS]))


def test_the_matrix_speaks_only_of_people_there_are():
    for name, row in MATRIX.items():
        assert row.opens | row.refused <= set(PEOPLE), name
        assert not row.opens & row.refused, name


def test_every_role_has_somebody_in_the_matrix(world):
    people = [world.partnership.users[who].pk for who in PEOPLE]
    held = set(RoleHolding.objects.filter(user__in=people).values_list("role", flat=True))
    assert {*Role.values, *role_matrix(timezone.localdate())} <= held


def ask(client, name, row, key):
    """Open a page, or press its button."""
    url = address(name, row, key)
    return client.post(url) if row.button else client.get(url)


@pytest.fixture
def world(partnership):
    return World(partnership)


class Undo(Exception):
    """Takes back what one request changed."""


def sign_in(client, world, who):
    """Sign somebody in, lately enough for every page; return the cookies of the session."""
    if who == "anonymous":
        return {}
    user = person(world, who)
    client.force_login(user)
    prove(client)
    # As if in use a while from now: each request is taken back, and each would write that again.
    session, now = client.session, timezone.now()
    session["began_at"] = now.isoformat()
    session["seen_at"] = (now + timedelta(minutes=5)).isoformat()
    session.save()
    if who == "left":
        user.is_active = False
        user.save()
    return {name: morsel.value for name, morsel in client.cookies.items()}


def person(world, who):
    """Return somebody of the partnership, or one of those that only the matrix has."""
    if who == "blocked":
        officer = make_user("Blocked", world.partnership.police, "police")
        block(world, officer.pk)
        return officer
    if who == "left":
        return make_user("Left", world.partnership.social_care, "team_manager")
    return world.partnership.users[who]


def answer(client, cookies, method, url):
    """Return what a page answers; what it changed is taken back."""
    client.cookies.load(cookies)
    answered = []
    with contextlib.suppress(Undo), transaction.atomic():
        answered.append(client.generic(method, url) if method != "POST" else client.post(url))
        raise Undo
    return answered[0]


def is_lawful(answered, allowed, name, who):
    """Return whether an answer keeps the promise; nobody is led anywhere but to the way in."""
    if answered.status_code not in allowed:
        return False
    led = answered.status_code == 302 and not name.startswith(LIBRARY)
    if led and who in ("anonymous", "left") and not MATRIX[name].signed_out:
        return answered.url.startswith(SIGN_IN)
    return True


@pytest.mark.parametrize("who", [*PEOPLE, *OTHERS])
def test_every_cell_of_a_person(client, world, who, quietly, record_property):
    cookies, tried, wrong = sign_in(client, world, who), 0, []
    for state in STATES:
        with contextlib.suppress(Undo), transaction.atomic():
            keys = dict(world.keys)
            BECOME[state](world)
            for name, row in cells_of(state):
                url = address(name, row, world.keys.get(row.about, ABSENT))
                cache.clear()
                for method in methods_in(state, name):
                    tried += 1
                    allowed = lawful(name, who, method, state)
                    found = answer(client, cookies, method, url)
                    if not is_lawful(found, allowed, name, who):
                        wrong.append(f"{state} {method} {name}: {found.status_code}, not {allowed}")
            world.keys = keys
            raise Undo
    record_property("cells", tried)
    assert not wrong, "\n".join(wrong)


def test_without_signing_in_only_the_way_in_and_the_help_open(client, world, quietly):
    for name, row in MATRIX.items():
        found = answer(client, {}, "GET", address(name, row, world.keys.get(row.about, ABSENT)))
        leads_in = found.status_code == 302 and found.url.startswith(SIGN_IN)
        assert row.signed_out or name.startswith(LIBRARY) or leads_in, name


@pytest.mark.parametrize("who", ["dsl", "officer", "steward"])
def test_a_sealed_record_and_one_that_does_not_exist_look_the_same(client, world, who, quietly):
    cookies = sign_in(client, world, who)
    BECOME["sealed"](world)
    for name, row in cells_of("sealed"):
        method = "POST" if row.button else "GET"
        sealed, absent = (
            answer(client, cookies, method, address(name, row, key)).status_code
            for key in (world.keys[row.about], ABSENT)
        )
        assert (sealed, absent) == (404, 404), name
