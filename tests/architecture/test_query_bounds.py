"""Pages ask a bounded number of queries, however many rows they show."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from concord.registers.subjects.commands import PersonDetails
from tests.factories.cases import make_referral
from tests.factories.world import World

MOST = 40
PAGES = (
    "/",
    "/front-door",
    "/children",
    "/assessments",
    "/meetings",
    "/figures",
    "/refer",
    "/search",
)


def queries_of(client, path):
    """Return how many queries a page asks."""
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(path).status_code == 200
    return len(asked)


@pytest.mark.parametrize("path", PAGES)
def test_a_list_asks_no_more_for_many_rows_than_for_few(client, partnership, path):
    World(partnership)
    client.force_login(partnership.users["worker"])
    client.get(path)
    few = queries_of(client, path)
    with partnership.as_("dsl"):
        for number in range(12):
            make_referral(partnership, child=PersonDetails(f"Child {number}"))
    many = queries_of(client, path)
    assert many <= few
    assert many <= MOST


@pytest.mark.parametrize("kind", ["child", "referral", "assessment", "item", "action", "sitting"])
def test_a_record_asks_a_bounded_number(client, partnership, kind):
    world = World(partnership)
    client.force_login(partnership.users["manager"])
    paths = {
        "child": "/children/{}", "referral": "/referrals/{}", "assessment": "/assessments/{}",
        "item": "/meetings/items/{}", "action": "/actions/{}", "sitting": "/meetings/{}",
    }  # fmt: skip
    assert queries_of(client, paths[kind].format(world.keys[kind])) <= MOST
