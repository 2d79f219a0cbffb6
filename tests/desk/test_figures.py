"""The figures: the same for everybody, whole for those who work with them, else suppressed."""

import csv
import io
import re
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from concord.kernel.levels import Level
from concord.kernel.periods import Month
from tests.casework.tracking.making import History, insert

LAST = Month.containing(timezone.localdate()).back(1)
BEFORE = LAST.back(1)


def at(month, day, level):
    on = date(month.year, month.number, day)
    return History(on, levels=[(on, level)])


@pytest.fixture
def district(partnership):
    """Three children at significant risk, 20 moderate, 30 emerging; 50 of the 53 for a month."""
    long_ago = BEFORE.back(3)
    insert(
        partnership,
        [
            *[at(LAST, 5, Level.SIGNIFICANT)] * 3,
            *[at(long_ago, 5, Level.MODERATE)] * 20,
            *[at(long_ago, 5, Level.EMERGING)] * 30,
        ],
    )
    return partnership


def figures(client, partnership, who, query=""):
    client.force_login(partnership.users[who])
    return client.get(reverse("desk:insight") + query)


def table(client, partnership, who, query=""):
    """Return the figures as {month: [cells]} from the download."""
    joined = f"?format=csv&{query}" if query else "?format=csv"
    text = figures(client, partnership, who, joined).content.decode()
    return {row[0]: row[1:] for row in csv.reader(io.StringIO(text))}


@pytest.mark.parametrize("who", ["worker", "manager", "officer", "analyst"])
def test_people_who_work_with_figures_see_every_number(client, district, who):
    found = table(client, district, who)
    assert found["Month"] == ["Significant", "Moderate", "Emerging", "All", "Starts", "Ends"]
    assert found[str(BEFORE)] == ["0", "20", "30", "50", "0", "0"]
    assert found[str(LAST)] == ["3", "20", "30", "53", "3", "0"]


@pytest.mark.parametrize("who", ["member", "dsl", "nurse", "governance", "steward", "minutes"])
def test_everybody_else_sees_what_may_be_published(client, district, who):
    found = table(client, district, who)
    assert found[str(BEFORE)] == ["0", "20", "30", "50", "0", "0"]
    assert found[str(LAST)] == ["[c]", "[c]", "30", "53", "[c]", "[c]"]


def test_the_page_and_the_download_say_the_same(client, district):
    html = figures(client, district, "member").content.decode()
    for month, cells in table(client, district, "member").items():
        if month != "Month":
            (row,) = re.findall(rf">{Month.parse(month).label}</th>(.*?)</tr>", html, re.DOTALL)
            assert re.findall(r"numeric\">(.*?)</td>", row) == cells


def test_the_public_page_leads_to_no_list_and_explains_what_is_withheld(client, district):
    html = figures(client, district, "member").content.decode()
    assert "/significant" not in html
    assert "counts of 1 to 5" in html
    assert "stock" in html.lower()
    assert "Measure CE01, version 2" in html


def test_a_number_leads_to_the_list_behind_it_for_those_who_see_numbers(client, district):
    html = figures(client, district, "worker").content.decode()
    assert f'href="/figures/{LAST}/significant"' in html
    assert f'href="/figures/{LAST}/all"' in html
    assert f'href="/figures/{BEFORE}/significant"' not in html


def test_the_page_says_how_the_number_moved_with_both_the_count_and_the_percentage(
    client, district
):
    html = figures(client, district, "worker", "?months=2").content.decode()
    assert f"From 50 at the end of {BEFORE.label} to 53 at the end of {LAST.label} (+3, +6.0%)" in (
        html
    )
    assert "Each month reconciles" in html


def test_twelve_months_are_shown_unless_more_or_fewer_are_asked_for(client, district):
    def shown(query):
        return len(table(client, district, "worker", query)) - 1

    assert shown("") == 12
    assert shown("months=1") == shown("months=0") == 1
    assert shown("months=24") == 24
    assert shown("months=999") == 120
    assert shown("months=-3") == shown("months=many") == 12


def test_a_month_is_published_alike_in_every_span(client, district):
    short = table(client, district, "member", "months=1")
    assert short[str(LAST)] == table(client, district, "member", "months=60")[str(LAST)]


def test_the_list_shows_the_children_behind_a_number(client, district):
    client.force_login(district.users["worker"])
    html = client.get(f"/figures/{LAST}/significant").content.decode()
    assert "The figure counts 3 children." in html
    assert "You can see" not in html
    assert html.count('href="/children/') == 3
    everybody = client.get(f"/figures/{LAST}/all").content.decode()
    assert everybody.count('href="/children/') == 53


@pytest.mark.parametrize("who", ["officer", "analyst"])
def test_the_list_says_when_the_figure_counts_more_than_its_reader_may_see(client, district, who):
    client.force_login(district.users[who])
    html = client.get(f"/figures/{LAST}/significant").content.decode()
    assert "The figure counts 3 children. You can see none of them." in html
    assert 'href="/children/' not in html


@pytest.mark.parametrize("who", ["member", "nurse", "dsl", "minutes"])
def test_the_list_is_closed_to_those_who_see_public_figures_only(client, district, who):
    client.force_login(district.users[who])
    assert client.get(f"/figures/{LAST}/significant").status_code == 403


@pytest.mark.parametrize(
    "path",
    ["2020-13/all", "202005/all", "9999-12/all", "2020-05/none", "2020-05/no_identified_risk"],
)
def test_there_is_no_list_behind_what_was_never_counted(client, district, path):
    client.force_login(district.users["worker"])
    assert client.get(f"/figures/{path}").status_code == 404


def test_a_month_that_has_not_ended_has_no_figure(client, district):
    client.force_login(district.users["worker"])
    this_month = Month.containing(timezone.localdate())
    assert client.get(f"/figures/{this_month}/all").status_code == 404


@pytest.mark.parametrize("path", ["/figures?months=60", f"/figures/{LAST}/all"])
def test_the_number_of_queries_does_not_grow_with_children_or_months(
    client, partnership, django_assert_max_num_queries, path
):
    insert(partnership, [at(BEFORE, 5, Level.MODERATE)] * 40)
    client.force_login(partnership.users["worker"])
    with django_assert_max_num_queries(20):
        assert client.get(path).status_code == 200


def test_the_download_says_what_it_is(client, district):
    response = figures(client, district, "member", "?format=csv")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="children-tracked.csv"'
