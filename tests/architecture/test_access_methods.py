"""No method opens what GET does not: every address, by the methods nobody links to."""

import pytest

from concord.project.access_matrix import MATRIX
from tests.architecture.test_access_matrix import address
from tests.factories import new_key
from tests.factories.world import World

# allauth and the gallery know no record; leaving the session is not asked here.
OURS = {
    name: row
    for name, row in MATRIX.items()
    if not name.startswith(("account_", "mfa_", "gallery:")) and row.about != "none"
}


@pytest.fixture
def world(partnership):
    return World(partnership)


@pytest.mark.parametrize("who", ["worker", "manager", "dsl", "analyst"])
def test_a_page_cannot_be_put_deleted_or_patched(client, world, who):
    client.force_login(world.partnership.users[who])
    answered = {}
    for name, row in OURS.items():
        url = address(name, row, world.keys.get(row.about, new_key()))
        for method in (client.put, client.delete, client.patch):
            status = method(url).status_code
            if status not in (302, 403, 404, 405):
                answered[f"{method.__name__} {name}"] = status
    assert answered == {}


@pytest.mark.parametrize("who", ["worker", "dsl", "analyst"])
def test_asking_only_for_the_head_answers_like_the_whole_page(client, world, who):
    client.force_login(world.partnership.users[who])
    for name, row in OURS.items():
        url = address(name, row, world.keys.get(row.about, new_key()))
        if row.button:
            continue
        assert client.head(url).status_code in (client.get(url).status_code, 405), name


def test_a_person_who_has_left_is_asked_to_sign_in_by_every_address(client, world):
    user = world.partnership.users["manager"]
    client.force_login(user)
    user.is_active = False
    user.save()
    for name, row in OURS.items():
        if row.signed_out:
            continue
        url = address(name, row, world.keys.get(row.about, new_key()))
        for answer in (client.get(url), client.post(url)):
            assert answer.status_code in (302, 401), name
