"""The network as a table, narrowed in the address, with the shortest way in words."""

import pytest
from django.urls import reverse
from django.utils import timezone

from concord.registers.links.commands import Connection, link_subjects
from concord.registers.subjects.models import Subject
from concord.trust.access.commands import end_sight
from concord.trust.actors import on_behalf_of
from tests.casework.assessment import making
from tests.desk.test_child import text
from tests.factories.proof import prove

NAMES = ("Sam Practice", "Kim Example", "Lee Sample")


@pytest.fixture
def three(partnership):
    """Sam was seen with Kim; Kim and Lee are friends, in somebody's opinion."""
    keys = [making.enter_child(partnership, name=name) for name in NAMES]
    with partnership.as_("worker") as worker:
        sam, kim, lee = (Subject.objects.get(pk=key) for key in keys)
        now = timezone.now()
        link_subjects(sam, by=worker, other=kim, at=now,
                      connection=Connection("seen_with", "the police"))  # fmt: skip
        link_subjects(kim, by=worker, other=lee, at=now,
                      connection=Connection("friend", "the school", basis="opinion"))  # fmt: skip
    return keys


def page(client, partnership, key, query="", who="worker"):
    client.force_login(partnership.users[who])
    return client.get(reverse("desk:network", args=[key]) + query)


def test_two_steps_are_shown_the_nearest_first(client, partnership, three):
    said = text(page(client, partnership, three[0]).text)
    near, far = "Sam Practice was seen with Kim Example", "Kim Example and Lee Sample are friends"
    assert said.index(near) < said.index(far)


@pytest.mark.parametrize("query", ["?steps=1", "?facts=yes", "?steps=1&confirmed=3&ago="])
def test_it_is_narrowed_in_the_address(client, partnership, three, query):
    said = text(page(client, partnership, three[0], query).text)
    assert "Kim Example" in said
    assert "Lee Sample" not in said


@pytest.mark.parametrize("query", ["?role=victim", "?agency=nobody&role=witness"])
def test_what_no_link_is_leaves_nothing(client, partnership, three, query):
    assert (
        "No connection is recorded that you may see"
        in page(client, partnership, three[0], query).text
    )


def test_what_an_address_asks_in_vain_is_left_out(client, partnership, three):
    query = "?steps=99&agency=nobody&confidence=9&ago=1000&confirmed=x"
    assert "Lee Sample" in page(client, partnership, three[0], query).text


def test_the_network_leaves_as_a_table_with_what_was_asked(client, partnership, three):
    client.force_login(partnership.users["manager"])
    prove(client)
    address = reverse("desk:export_network", args=[three[0]])
    answer = client.post(f"{address}?steps=1", {"kind": "csv"})
    said = answer.content.decode("utf-8-sig")
    assert "Sam Practice was seen with Kim Example" in said
    assert "Lee Sample" not in said


def test_only_a_manager_takes_a_network_away(client, partnership, three):
    client.force_login(partnership.users["worker"])
    prove(client)
    answer = client.post(reverse("desk:export_network", args=[three[0]]), {"kind": "csv"})
    assert answer.status_code == 403


def test_the_way_between_two_is_read_out(client, partnership, three):
    said = text(page(client, partnership, three[0], f"?to={three[2]}").text)
    assert "How Sam Practice and Lee Sample are connected" in said
    assert said.index("was seen with") < said.index("In the opinion of the school")


def test_somebody_hidden_is_no_end_of_a_way(client, partnership, three):
    hidden = making.enter_child(partnership, name="Mo Hidden")
    with partnership.as_("worker") as worker:
        end_sight(hidden, by=on_behalf_of(worker), at=timezone.now(),
                  principal_id=partnership.social_care.pk)  # fmt: skip
    answers = [page(client, partnership, three[0], f"?to={to}").status_code
               for to in (hidden, making.new_key(), "nonsense")]  # fmt: skip
    assert answers == [404, 404, 404]


def test_the_page_asks_few_questions_of_the_database(
    client, partnership, three, django_assert_max_num_queries
):
    client.force_login(partnership.users["worker"])
    with django_assert_max_num_queries(30):
        client.get(reverse("desk:network", args=[three[0]]))
