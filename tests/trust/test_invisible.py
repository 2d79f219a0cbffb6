"""A sealed person changes nothing that anybody outside their list can see (T4)."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from concord.project.access_matrix import MATRIX
from concord.registers.subjects.commands import PersonDetails
from concord.trust.access.commands import give_sight, restrict
from concord.trust.access.rules import Compartment
from concord.trust.actors import on_behalf_of
from tests.architecture.test_access_matrix import ask
from tests.factories import new_key
from tests.factories.cases import make_referral
from tests.factories.world import World

OUTSIDERS = ("dsl", "other_dsl", "minutes", "officer", "nurse", "analyst", "member", "steward")
NEIGHBOUR = PersonDetails("Sam Praktice", born_on=date(2011, 3, 27), born_precision="day", sex="M")
_VARYING = (
    rb'name="csrfmiddlewaretoken" value="[^"]*"',
    rb'name="_once" value="[^"]*"',
    rb'nonce="[^"]*"',
    rb"nonce-[^' ;]*",
    # The clock, and the token that goes with a session.
    rb"counted \d[^<.]*\.",
    rb'data-seconds="\d+"',
    rb'"seconds": \d+',
    rb'"token": "[^"]*"',
)
SEARCHES = ("Sam", "Sam Practice", "Sam Praktice", "27/3/2011", "Praktice", "Nobody At All")


def add_sealed_case(world):
    """Refer and seal a child whose name and birth date are close to another's."""
    partnership = world.partnership
    insiders = [partnership.users[who].pk for who in ("worker", "manager")]
    manager = partnership.actor("manager")
    with partnership.as_("worker"):
        referral = make_referral(partnership, by="worker", child=NEIGHBOUR)
    with partnership.as_("manager"):
        give_sight(
            referral.subject_id, by=on_behalf_of(manager), to_user=insiders[0],
            compartments=tuple(part.value for part in Compartment), starts_at=timezone.now(),
            ends_at=timezone.now() + timedelta(days=30), because="Their worker",
            source_type="test",
        )  # fmt: skip
        restrict(
            referral.subject_id, by=manager, level="sealed", open_to=insiders,
            reason="A witness is protected.", at=timezone.now(),
        )  # fmt: skip


def shown_to(client, world, who):
    """Return every page, search and refusal as this person gets them."""
    client.force_login(world.partnership.users[who])
    pages = {}
    for name, row in MATRIX.items():
        # Sign-in pages end or change the session; the log of looks grows by this very test.
        if row.button or name.startswith(("account_", "mfa_", "gallery:", "desk:audit")):
            continue
        key = world.keys.get(row.about, ABSENT)
        pages[name] = _as_it_came(ask(client, name, row, key))
    for terms in SEARCHES:
        pages[f"search {terms}"] = _as_it_came(client.post("/search", {"terms": terms}))
    return pages


ABSENT = new_key()


def _as_it_came(response):
    body = b"".join(response) if response.streaming else response.content
    headers = {
        name: _settled(value.encode())
        for name, value in response.headers.items()
        if name not in ("Set-Cookie", "Date", "X-Request-ID")
    }
    return response.status_code, headers, _settled(body)


def _settled(text):
    for pattern in _VARYING:
        text = re.sub(pattern, b"", text)
    return text


@pytest.mark.parametrize("who", OUTSIDERS)
def test_an_outsider_gets_the_same_bytes_with_and_without_a_sealed_child(client, partnership, who):
    world = World(partnership)
    shown_to(client, world, who)  # Whatever is only said on a first visit has been said.
    before = shown_to(client, world, who)
    add_sealed_case(world)
    after = shown_to(client, world, who)
    assert {name for name in before if before[name] != after[name]} == set()


def test_those_on_the_list_do_see_the_difference(client, partnership):
    world = World(partnership)
    before = shown_to(client, world, "worker")
    add_sealed_case(world)
    after = shown_to(client, world, "worker")
    changed = {name for name in before if before[name] != after[name]}
    assert {"frontdoor:worklist", "search Sam", "search Praktice"} <= changed
