"""What is typed into any form is kept for its author, comes back, and goes when it is sent."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from concord.trust.safekeeping.models import Draft
from tests.factories import new_key
from tests.factories.sealing import restrict
from tests.factories.world import World

BACKGROUND = {"Concord-Background": "draft"}
TYPED = "A grey car waited.\n  She said: “he <b>pays</b>”."


@pytest.fixture
def world(partnership):
    return World(partnership)


@pytest.fixture
def page(world):
    return f"/meetings/items/{world.keys['item']}/contribute"


@pytest.fixture
def nurse(client, partnership):
    client.force_login(partnership.users["nurse"])
    return client


def keep(client, page, text=TYPED, **more):
    """Have the page keep itself, as its script does."""
    sent = {"_page": page, "text": text} | more
    return client.post("/drafts", sent, headers=BACKGROUND)


def box(html):
    """Return what stands in the text area of a page."""
    return unescape(re.search(r"<textarea[^>]*>\n?(.*?)</textarea>", html, re.DOTALL)[1])


def test_what_was_typed_comes_back_when_the_page_is_opened_again(nurse, page):
    answer = keep(nurse, page)
    assert answer.json()["saved"] == f"Saved at {timezone.localtime():%H:%M}"
    again = nurse.get(page).text
    assert box(again) == TYPED
    assert "You started this" in again
    assert "There is a problem" not in again


def test_without_scripts_a_button_keeps_the_form_for_later(nurse, page):
    answer = nurse.post("/drafts", {"_page": page, "_later": "1", "text": TYPED}, follow=True)
    assert "What you typed is saved" in answer.text
    assert box(nurse.get(page).text) == TYPED


def test_starting_again_empties_the_form(nurse, page):
    keep(nurse, page)
    answer = nurse.post("/drafts", {"_page": page, "_start_again": "1"}, follow=True)
    assert box(answer.text) == ""
    assert not Draft.objects.exists()


def test_the_draft_goes_when_the_form_is_carried_out(nurse, page):
    keep(nurse, page)
    assert nurse.post(page, {"text": TYPED, "share_with_family": "no"}).status_code == 302
    assert not Draft.objects.exists()
    assert "You started this" not in nurse.get(page).text


def test_the_draft_stays_when_the_form_is_refused(nurse, page):
    keep(nurse, page)
    assert nurse.post(page, {"text": TYPED}).status_code == 200
    assert box(nurse.get(page).text) == TYPED


def test_a_draft_is_read_by_nobody_else_and_sealed_in_the_database(nurse, page, partnership):
    keep(nurse, page)
    other = Client()
    other.force_login(partnership.users["officer"])
    assert "grey car" not in other.get(page).text
    with partnership.as_("nurse"):
        key, stored = Draft.objects.values_list("pk", "sealed").get()
        assert b"grey car" not in bytes(stored)
    for who in partnership.users:
        if who != "nurse":
            with partnership.as_(who):
                assert not Draft.objects.filter(pk=key).exists(), who


def test_a_draft_about_a_record_that_is_now_sealed_is_not_shown(nurse, page, world, partnership):
    keep(nurse, page)
    with partnership.as_("manager"):
        restrict(
            world.keys["child"],
            by=partnership.actor("manager"),
            level="sealed",
            open_to=[new_key()],
            reason="A witness is protected.",
            at=timezone.now(),
        )
    answer = nurse.get(page)
    assert answer.status_code == 404
    assert "grey car" not in answer.text


@pytest.mark.parametrize(
    "page_of", ["/nowhere", "/", "/accounts/login/", "//elsewhere.example/refer", "", "/children"]
)
def test_only_forms_of_ours_are_kept(nurse, page_of):
    assert keep(nurse, page_of).status_code == 404


def test_two_windows_on_one_form_never_overwrite_each_other(nurse, page):
    first = keep(nurse, page, _draft="0").json()
    late = keep(nurse, page, "From the other window", _draft="0")
    assert late.status_code == 409
    assert "another window" in late.json()["problem"]
    assert keep(nurse, page, _draft=str(first["version"])).status_code == 200
    assert box(nurse.get(page).text) == TYPED


def test_keeping_a_form_needs_its_token(partnership, world, page):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(partnership.users["nurse"])
    assert keep(strict, page).status_code == 403


def unused_for(client, minutes):
    """Make the session look unused for so long."""
    session = client.session
    session["seen_at"] = (timezone.now() - timedelta(minutes=minutes)).isoformat()
    session.save()


def test_keeping_in_the_background_does_not_keep_the_session_alive(nurse, page):
    unused_for(nurse, 14)
    seen = nurse.session["seen_at"]
    keep(nurse, page)
    assert nurse.get("/session", headers=BACKGROUND).json()["seconds"] <= 60
    assert nurse.session["seen_at"] == seen


def test_staying_signed_in_keeps_it_alive(nurse):
    unused_for(nurse, 14)
    assert nurse.post("/session").json()["seconds"] > 14 * 60


def test_when_the_session_is_over_the_page_is_told_and_nothing_is_redirected(nurse, page):
    unused_for(nurse, 16)
    answer = keep(nurse, page)
    assert (answer.status_code, answer.json()) == (401, {"problem": "Sign in to go on saving."})
    state = nurse.get("/session").json()
    assert (state["person"], state["seconds"]) == ("", 0)
    assert state["token"]


def test_what_was_saved_since_leads_to_a_conflict_and_not_over_it(client, world, partnership):
    key = world.keys["waiting_referral"]
    address = f"/referrals/{key}/decide"
    client.force_login(partnership.users["worker"])
    client.post(f"/referrals/{key}/who", {"person": "new"})
    version = re.search(r'name="_version" value="(\d+)"', client.get(address).text)[1]
    mine = {
        "threshold": "3",
        "decision": "early_help",
        "rationale": "My own reason for early help.",
        "feedback": "We will ring you.",
        "_version": version,
    }
    client.post("/drafts", mine | {"_page": address}, headers=BACKGROUND)
    second = Client()
    second.force_login(partnership.users["second_worker"])
    assert (
        second.post(
            address, mine | {"rationale": "The reason of the one who saved first."}
        ).status_code
        == 302
    )
    again = client.get(address).text
    assert "My own reason for early help." in again
    shown = re.search(r'name="_version" value="(\d+)"', again)[1]
    assert shown == version
    assert client.post(address, mine | {"_version": shown}).status_code == 409


def test_a_page_of_a_referral_is_kept_while_it_is_typed(client, partnership):
    client.force_login(partnership.users["dsl"])
    address = client.post("/refer/new").url.rpartition("/")[0] + "/what-happened"
    answer = client.post(address, {"concern": TYPED}, headers=BACKGROUND)
    assert answer.json()["saved"].startswith("Saved at ")
    assert box(client.get(address).text) == TYPED
    assert client.post(address, {"concern": TYPED, "_later": "1"}).url == "/refer"
