"""The list of tracked children: those its reader may see, the first review due first."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from concord.casework.tracking.commands import name_lead_worker
from concord.kernel.levels import Level
from concord.trust.access.commands import block_sight
from tests.casework.tracking.making import History, enter_child, insert, track
from tests.desk.counting import queries_of

TODAY = timezone.localdate()


def listed(client, partnership, who="worker", query=""):
    """Return the names on the list, in order."""
    client.force_login(partnership.users[who])
    html = client.get(reverse("desk:children") + query).content.decode()
    return re.findall(r'href="/children/[0-9a-f-]{36}">(.*?)</a>', html)


def begun(days_ago, level=Level.EMERGING):
    on = TODAY - timedelta(days=days_ago)
    return History(on, levels=[(on, level)])


def test_a_row_says_who_the_child_is_and_where_things_stand(client, partnership):
    key = enter_child(partnership, born_on=date(2011, 3, 27))
    period = track(partnership, key, Level.SIGNIFICANT)
    worker = partnership.actor("worker")
    with partnership.as_("worker"):
        name_lead_worker(period, by=worker, user_id=worker.user_id)
    client.force_login(partnership.users["manager"])
    html = client.get(reverse("desk:children")).content.decode()
    row = html[html.index("<tbody") :]
    for said in ("Sam Practice", "27 Mar 2011", "Significant", "Harm suspected", "Wes"):
        assert said in row
    assert "Child criminal exploitation" in row
    assert f'href="{reverse("desk:child", args=[key])}"' in row


def test_the_first_review_due_comes_first_and_overdue_is_said_in_words(client, partnership):
    insert(partnership, [begun(10), begun(40), begun(20)])
    assert listed(client, partnership) == ["Practice 001", "Practice 002", "Practice 000"]
    html = client.get(reverse("desk:children")).content.decode()
    assert html.count("Overdue by") == 1


def test_only_children_whom_the_reader_may_see_are_listed(client, partnership):
    hers = track(partnership, enter_child(partnership, "Hana Shared", partnership.police))
    track(partnership, enter_child(partnership, "Ivo Hidden"))
    assert listed(client, partnership, "officer") == ["Hana Shared"]
    assert listed(client, partnership, "manager") == ["Hana Shared", "Ivo Hidden"]
    with partnership.as_("worker"):
        block_sight(
            hers.subject_id,
            by=partnership.actor("worker"),
            user_id=partnership.users["manager"].pk,
            reason="cousin",
            at=timezone.now(),
        )
    assert listed(client, partnership, "manager") == ["Ivo Hidden"]


def test_children_no_longer_tracked_are_not_listed(client, partnership):
    insert(partnership, [History(date(2020, 1, 5), closed_on=date(2020, 2, 5))])
    assert listed(client, partnership) == []


def test_the_list_can_be_narrowed_by_level_and_to_overdue_reviews(client, partnership):
    insert(
        partnership,
        [begun(40), begun(1, Level.SIGNIFICANT), begun(50, Level.MODERATE), begun(2)],
    )
    assert listed(client, partnership, query="?level=significant") == ["Practice 001"]
    both = listed(client, partnership, query="?level=significant&level=moderate")
    assert both == ["Practice 002", "Practice 001"]
    assert listed(client, partnership, query="?overdue=yes") == ["Practice 002", "Practice 000"]
    assert listed(client, partnership, query="?level=emerging&overdue=yes") == ["Practice 000"]
    assert len(listed(client, partnership, query="?level=nonsense")) == 4


def test_pages_of_25_keep_the_filter(client, partnership):
    insert(partnership, [begun(1, Level.MODERATE)] * 27 + [begun(2)] * 3)
    first = listed(client, partnership, query="?level=moderate")
    html = client.get(reverse("desk:children") + "?level=moderate").content.decode()
    assert len(first) == 25
    assert 'href="?level=moderate&amp;page=2" rel="next"' in html
    second = listed(client, partnership, query="?level=moderate&page=2")
    assert len(second) == 2
    assert not set(first) & set(second)


@pytest.mark.parametrize("page", ["0", "-1", "x", "99999", "1000000", ""])
def test_a_page_number_that_makes_no_sense_is_no_error(client, partnership, page):
    client.force_login(partnership.users["worker"])
    assert client.get(reverse("desk:children") + f"?page={page}").status_code == 200


@pytest.mark.parametrize("who", ["dsl", "member", "analyst", "governance", "steward"])
def test_the_list_is_closed_to_roles_that_do_not_follow_tracking(client, partnership, who):
    client.force_login(partnership.users[who])
    assert client.get(reverse("desk:children")).status_code == 403


def test_the_number_of_queries_does_not_grow_with_the_children(client, partnership):
    client.force_login(partnership.users["worker"])
    insert(partnership, [begun(1)] * 3)
    few = queries_of(client, reverse("desk:children"))
    insert(partnership, [begun(1)] * 27)
    many = queries_of(client, reverse("desk:children"))
    assert many <= few < 30
