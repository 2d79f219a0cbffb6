"""A print of a page about people stands in the log, with whom it showed."""

import re

import pytest
from django.urls import reverse

from tests.audit_reading import lines
from tests.casework.assessment import making

TICKET = re.compile(r'name="concord-shown" content="([^"]+)"')


def ticket_on(client, path):
    found = TICKET.search(client.get(path).text)
    return found and found.group(1)


def send(client, ticket):
    return client.post(reverse("printed"), {"ticket": ticket}).status_code


@pytest.fixture
def child(partnership):
    return making.enter_child(partnership)


@pytest.mark.parametrize("page", ["record", "hits of a search"])
def test_a_print_says_whom_the_page_showed(client, partnership, child, page):
    client.force_login(partnership.users["worker"])
    if page == "record":
        answer = client.get(reverse("desk:child", args=[child]))
    else:
        answer = client.post("/search", {"terms": "Sam Practice"}, follow=True)
    assert send(client, TICKET.search(answer.text).group(1)) == 204
    (line,) = lines("Printed")
    assert line.subject_ids == [child]
    assert line.user_id == partnership.users["worker"].pk


def test_nobody_writes_of_a_print_that_is_not_theirs(client, partnership, child):
    client.force_login(partnership.users["worker"])
    ticket = ticket_on(client, reverse("desk:child", args=[child]))
    client.force_login(partnership.users["officer"])
    assert send(client, ticket) == send(client, "made up") == send(client, "") == 404
    assert lines("Printed") == []


def test_a_page_about_nobody_has_nothing_to_tell(client, partnership):
    client.force_login(partnership.users["worker"])
    assert ticket_on(client, reverse("help:help")) is None
