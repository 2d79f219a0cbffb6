"""Nobody's data is shown without a line in the log that says so: every page, person and state."""

import pytest

from concord.project.access_matrix import PEOPLE
from tests.factories.world import World
from tests.trust.looks import LISTS, Walk


@pytest.fixture
def world(partnership):
    return World(partnership)


def those(looks, are):
    """Return in words the looks that are so."""
    return [str(look) for look in looks if are(look)]


def is_unlogged(look):
    return look.shown - look.logged


def is_logged_too_widely(look):
    return look.page in LISTS and look.logged - look.shown


def is_logged_twice(look):
    return len({line.what for line in look.views}) < len(look.views)


def is_refused_in_silence(look):
    is_refused = look.status in (403, 404) and look.row.about != "none"
    return is_refused and all(line.what != "Refused" for line in look.said)


@pytest.mark.parametrize("who", PEOPLE)
def test_whoever_is_shown_is_in_the_log_and_so_is_every_refusal(
    client, world, who, quietly, record_property
):
    user = world.partnership.users[who]
    looks = list(Walk(client, world, who).looks())
    record_property("looks", len(those(looks, lambda look: look.shown)))
    assert those(looks, is_unlogged) == []
    assert those(looks, is_refused_in_silence) == []
    assert those(looks, is_logged_too_widely) == []
    assert those(looks, is_logged_twice) == []
    assert {line.user_id for look in looks for line in look.views} <= {user.pk}


def test_somebody_with_a_conflict_of_interest_is_never_shown_the_child(
    client, world, quietly, record_property
):
    looks = list(Walk(client, world, "blocked").looks())
    record_property("looks", len(those(looks, lambda look: look.shown)))
    assert those(looks, lambda look: world.keys["child"] in look.shown | look.logged) == []
    assert those(looks, is_unlogged) == []


def test_somebody_who_has_left_is_shown_nobody(client, world, quietly):
    looks = list(Walk(client, world, "left").looks())
    assert looks
    assert those(looks, lambda look: look.shown or look.views) == []
