"""Two people record the same child of a meeting; through the pages, as both of them meet it."""

import re

import pytest

from concord.meetings.sittings.models import Item
from tests.factories.world import World

MINE = {
    "level": "significant",
    "harm_status": "suspected",
    "discussion": "",
    "rationale": "Two men in a grey car waited.\nThe school saw them.",
    "dissent": "",
    "review_due_on_day": "",
    "review_due_on_month": "",
    "review_due_on_year": "",
}


def hidden(html, name):
    """Return the value of a hidden box of the page's own form."""
    form = html[html.index("<main") :]
    return re.search(rf'name="{name}" value="([^"]+)"', form).group(1)


@pytest.fixture
def address(client, partnership):
    item = World(partnership).keys["item"]
    client.force_login(partnership.users["manager"])
    return f"/meetings/items/{item}/record"


@pytest.fixture
def conflicted(client, address):
    """Open the form, let somebody else save first, then send what was typed."""
    opened = client.get(address).content.decode()
    keys = {"_once": hidden(opened, "_once"), "_version": hidden(opened, "_version")}
    first = client.get(address).content.decode()
    theirs = MINE | {"level": "emerging", "rationale": "The car belongs to an uncle."}
    saved = client.post(
        address,
        theirs | {"_once": hidden(first, "_once"), "_version": hidden(first, "_version")},
    )
    assert saved.status_code == 302
    return client.post(address, MINE | keys)


def test_the_second_sees_both_and_their_own_words_are_still_in_the_form(conflicted):
    html = conflicted.content.decode()
    assert conflicted.status_code == 409
    assert "The car belongs to an uncle." in html
    assert html.count("Two men in a grey car waited.") == 3
    assert re.findall(r'name="_differs" value="([^"]+)"', html) == ["level", "rationale"]


def test_the_second_keeps_one_answer_of_each_and_it_is_saved(client, address, conflicted):
    html = conflicted.content.decode()
    answer = client.post(
        address,
        MINE
        | {"_once": hidden(html, "_once"), "_version": hidden(html, "_version")}
        | {"_differs": ["level", "rationale"], "_keep_level": "yours", "_keep_rationale": "theirs"},
    )
    assert answer.status_code == 302
    item = Item.objects.get()
    assert (item.level_after, item.rationale) == ("significant", "The car belongs to an uncle.")


def test_the_second_may_save_a_wording_of_both(client, address, conflicted):
    html = conflicted.content.decode()
    assert "Mia has saved this since you opened it" in html
    both = "The car belongs to an uncle.\nThe school saw two men in it."
    answer = client.post(
        address,
        MINE
        | {"_once": hidden(html, "_once"), "_version": hidden(html, "_version")}
        | {"_differs": ["level", "rationale"], "_keep_level": "theirs"}
        | {"_keep_rationale": "merged", "_merged_rationale": both},
    )
    assert answer.status_code == 302
    item = Item.objects.get()
    assert (item.level_after, item.rationale) == ("emerging", both)


def test_a_wording_of_both_that_is_empty_is_asked_for_again(client, address, conflicted):
    html = conflicted.content.decode()
    answer = client.post(
        address,
        MINE
        | {"_once": hidden(html, "_once"), "_version": hidden(html, "_version")}
        | {"_differs": ["rationale"], "_keep_rationale": "merged", "_merged_rationale": " "},
    )
    assert "Select which to keep: Why this level" in answer.content.decode()


def test_without_a_choice_nothing_is_saved_and_the_page_asks(client, address, conflicted):
    html = conflicted.content.decode()
    answer = client.post(
        address,
        MINE
        | {"_once": hidden(html, "_once"), "_version": hidden(html, "_version")}
        | {"_differs": ["level", "rationale"], "_keep_level": "yours"},
    )
    html = answer.content.decode()
    assert "Select which to keep: Why this level" in html
    assert "Two men in a grey car waited." in html
    assert Item.objects.get().rationale == "The car belongs to an uncle."
