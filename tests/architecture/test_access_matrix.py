"""Every page of Concord stands in the access matrix, and every cell of it holds."""

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, get_resolver, reverse

from concord.project.access_matrix import MATRIX, PEOPLE, Row
from concord.trust.access.commands import restrict
from tests.factories import new_key
from tests.factories.world import World

PARAMETERS = {"frontdoor:step": "draft", "frontdoor:check": "draft", "frontdoor:discard": "draft",
              "held_form": "key"}  # fmt: skip
# A sealed child takes these pages about the case with it.
SEALED = [name for name, row in MATRIX.items() if row.about in
          ("child", "referral", "assessment", "period", "item", "action", "address")]  # fmt: skip


def every_page(resolver: object = None, namespace: str = "") -> Iterator[str]:
    """Yield the name of every address."""
    for pattern in (resolver or get_resolver()).url_patterns:  # type: ignore[attr-defined]
        if isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}"
        else:
            inner = f"{pattern.namespace}:" if pattern.namespace else namespace
            yield from every_page(pattern, inner)


def test_no_page_is_missing_from_the_matrix():
    assert set(every_page()) == set(MATRIX)


def test_the_matrix_speaks_only_of_people_there_are():
    for name, row in MATRIX.items():
        assert row.opens | row.refused <= set(PEOPLE), name
        assert not row.opens & row.refused, name


def address(name: str, row: Row, key: object) -> str:
    """Return the address of a page about a record."""
    kwargs = dict(row.kwargs)
    if row.about and row.about != "none":
        kwargs[PARAMETERS.get(name, "pk")] = key
    return reverse(name, kwargs=kwargs)


def ask(client, name, row, key):
    """Open a page, or press its button."""
    url = address(name, row, key)
    return client.post(url) if row.button else client.get(url)


def expected(row: Row, who: str) -> set[int]:
    """Return the answers that keep the promise of a cell."""
    if who in row.opens:
        # The gallery shows the conflict page as it is answered: 409.
        return {409} if row is MATRIX["gallery:conflict"] else {row.answers or 200, 302}
    if who in row.refused:
        return {403, 200} if row.button else {403}
    return {404} if row.about else {403}


@pytest.fixture
def world(partnership):
    return World(partnership)


@pytest.mark.parametrize("who", PEOPLE)
def test_every_cell_of_a_person(client, world, who):
    client.force_login(world.partnership.users[who])
    wrong = {}
    for name, row in MATRIX.items():
        if name == "account_logout":
            continue
        found = ask(client, name, row, world.keys.get(row.about, new_key()))
        if found.status_code not in expected(row, who):
            wrong[name] = found.status_code
    assert wrong == {}


@pytest.mark.parametrize("who", PEOPLE)
def test_a_sealed_record_and_one_that_does_not_exist_look_the_same(client, world, who):
    partnership = world.partnership
    manager = partnership.actor("manager")
    with partnership.as_("manager"):
        restrict(
            world.keys["child"], by=manager, level="sealed", open_to=[new_key()],
            reason="A witness is protected.", at=world.sitting.starts_at,
        )  # fmt: skip
    client.force_login(partnership.users[who])
    for name in SEALED:
        row = MATRIX[name]
        sealed = ask(client, name, row, world.keys[row.about])
        absent = ask(client, name, row, new_key())
        assert (sealed.status_code, absent.status_code) == (404, 404), name


def test_without_signing_in_only_the_way_in_and_the_help_open(client, world):
    for name, row in MATRIX.items():
        found = ask(client, name, row, world.keys.get(row.about, new_key()))
        if row.signed_out:
            assert found.status_code in (row.answers or 200, 302), name
        else:
            assert found.status_code == 302, name
            assert found.url.startswith("/accounts/login/"), name
