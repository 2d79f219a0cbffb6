"""Nothing typed is lost: sessions that end, forms sent twice, two people on one record."""

import re
from datetime import timedelta
from html import unescape
from urllib.parse import unquote

import pytest
from django.test import Client
from django.utils import timezone

from concord.casework.frontdoor.models import Referral
from concord.trust.safekeeping.models import Draft, HeldForm
from tests.factories.world import World

STEP = {"concern": "A new phone, and afraid.\n  Two lines, and <b>tags</b>.", "known_network": ""}


@pytest.fixture
def dee(client, partnership):
    """The school's safeguarding lead, signed in, with a referral begun."""
    client.force_login(partnership.users["dsl"])
    return client


def begin(client):
    """Begin a referral and return its address without the step."""
    return client.post("/refer/new").url.rpartition("/")[0]


def hidden(html, name):
    """Return the value of a hidden field."""
    return unescape(re.search(rf'name="{name}" value="([^"]*)"', html)[1])


def test_what_was_typed_on_a_page_is_there_again_although_it_was_wrong(dee):
    address = begin(dee)
    wrong = {"name": "  Zoë ", "born_day": "31", "born_month": "Feb", "born_year": "2011"}
    assert "must be a real date" in dee.post(f"{address}/child", wrong).text
    page = dee.get(f"{address}/child").text
    assert 'value="31"' in page
    assert "Zoë" in page


@pytest.mark.parametrize("how", ["idle", "gone"])
def test_a_form_sent_after_the_session_ended_goes_on_after_signing_in(dee, partnership, how):
    address = begin(dee)
    dee.get(f"{address}/what-happened")
    if how == "idle":
        session = dee.session
        session["seen_at"] = (timezone.now() - timedelta(minutes=16)).isoformat()
        session.save()
    else:
        dee.session.flush()
    late = dee.post(f"{address}/what-happened", STEP)
    assert late.url.startswith("/accounts/login/?next=")
    signed_in = dee.post(late.url, {"login": "dee", "password": "correct horse battery"})
    page = dee.get(signed_in.url).text
    assert "what you typed is safe" in page
    assert f'action="{address}/what-happened"' in page
    again = {name: hidden(page, name) for name in STEP}
    assert again == STEP
    dee.post(f"{address}/what-happened", again)
    assert "A new phone, and afraid." in dee.get(f"{address}/what-happened").text


def test_a_held_form_is_its_senders_alone_and_cannot_be_read_in_the_database(dee, partnership):
    address = begin(dee)
    dee.get(address + "/what-happened")
    dee.session.flush()
    key = re.search(
        r"carry-on/([0-9a-f-]+)", unquote(dee.post(f"{address}/what-happened", STEP).url)
    )[1]
    other = Client()
    other.force_login(partnership.users["other_dsl"])
    assert other.get(f"/carry-on/{key}").status_code == 404
    with partnership.as_("dsl"):
        assert b"phone" not in bytes(HeldForm.objects.values_list("sealed", flat=True).get(pk=key))


def test_a_draft_is_its_authors_alone_and_cannot_be_read_in_the_database(dee, partnership):
    address = begin(dee)
    dee.post(f"{address}/what-happened", STEP)
    other = Client()
    other.force_login(partnership.users["other_dsl"])
    assert other.get(f"{address}/what-happened").status_code == 404
    with partnership.as_("dsl"):
        assert b"phone" not in bytes(Draft.objects.values_list("sealed", flat=True).get())
    with partnership.as_("other_dsl"):
        assert not Draft.objects.exists()


def test_a_form_sent_twice_is_done_once_and_leads_to_the_same_place(client, partnership):
    world = World(partnership)
    address = f"/meetings/items/{world.keys['item']}/actions/new"
    client.force_login(partnership.users["manager"])
    soon = timezone.localdate() + timedelta(days=2)
    answers = {
        "text": "Ring the school",
        "owner": str(partnership.school.pk),
        "due_on_day": soon.day,
        "due_on_month": soon.month,
        "due_on_year": soon.year,
        "_once": hidden(client.get(address).text, "_once"),
    }
    first, second = client.post(address, answers), client.post(address, answers)
    assert first.url == second.url
    assert client.get(first.url).text.count("Ring the school") == 1
    other = client.post(address, answers | {"text": "Ring the nurse"})
    assert other.status_code == 422
    assert "already sent with different answers" in other.text
    assert "Ring the nurse" in other.text


def test_two_people_deciding_one_referral_see_both_sides(client, partnership):
    world = World(partnership)
    key = world.keys["waiting_referral"]
    first, second = client, Client()
    first.force_login(partnership.users["worker"])
    second.force_login(partnership.users["second_worker"])
    first.post(f"/referrals/{key}/who", {"person": "new"})
    version = hidden(first.get(f"/referrals/{key}/decide").text, "_version")
    answers = {
        "threshold": "3",
        "decision": "early_help",
        "rationale": "The first to save gives this reason.",
        "feedback": "Early help will ring you.",
        "_version": version,
    }
    assert first.post(f"/referrals/{key}/decide", answers).status_code == 302
    late = second.post(
        f"/referrals/{key}/decide", answers | {"rationale": "The second one’s words."}
    )
    assert late.status_code == 409
    assert "The second one’s words." in late.text
    assert "saved this since you opened it" in late.text
    with partnership.as_("worker"):
        assert Referral.objects.get(pk=key).rationale == "The first to save gives this reason."


def test_a_form_larger_than_any_form_gets_a_clear_answer(dee):
    address = begin(dee)
    answer = dee.post(f"{address}/what-happened", {"concern": "x" * 3_000_000})
    assert answer.status_code in (400, 413)
    assert "too large" in answer.text


def test_an_unknown_page_says_so_in_our_words(dee):
    answer = dee.get("/nowhere")
    assert answer.status_code == 404
    assert "GOV" not in answer.text
