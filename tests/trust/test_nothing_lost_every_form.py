"""Whatever form somebody types into keeps what they typed, or says here why it must not."""

import re

import pytest

from concord.project.access_matrix import FORMS, MATRIX, PEOPLE
from tests.architecture.cells import address
from tests.architecture.states import close_it, hold_it
from tests.casework.assessment import making
from tests.factories.proof import prove
from tests.factories.world import World

NOT_KEPT = {
    "desk:search": "a search changes nothing, and is made anew",
    "desk:audit_find": "a search changes nothing, and is made anew",
    "desk:interest_details": "the page promises that nobody can read these details back",
}
# Pages about two people: the address says who the other one is.
OF_TWO = ("desk:connect", "desk:judge", "desk:join")
# Pages that open once the meeting is over, the assessment submitted or the record held.
LATER = ("actions:correct", "sittings:correct_minute", "assessment:agree", "assessment:send_back",
         "desk:lift_hold")  # fmt: skip
TYPED = re.compile(r'<textarea|<input(?![^>]*type="(?:hidden|radio|checkbox|file|submit)")')


@pytest.fixture
def world(partnership):
    return World(partnership)


def opened(client, world, name):
    """Return a page with a form as somebody for whom it opens sees it."""
    row = MATRIX[name]
    who = next((who for who in PEOPLE if who in row.opens), "manager")
    client.force_login(world.partnership.users[who])
    prove(client)
    other = {"other": world.keys["other_child"]} if name in OF_TWO else {}
    answer = client.get(address(name, row, world.keys.get(row.about)), other)
    return answer.text if answer.status_code == 200 else ""


def forms_typed_into(html):
    """Return the forms of a page that have a box to type in."""
    main = html.partition("<main")[2].partition("</main>")[0]
    return [form for form in re.findall(r"<form.*?</form>", main, re.DOTALL) if TYPED.search(form)]


def test_every_form_that_is_typed_into_keeps_what_was_typed(client, world):
    pages = {name: opened(client, world, name) for name in FORMS.difference(LATER)}
    with world.partnership.as_("manager"):
        close_it(world)
    hold_it(world)
    child = making.enter_child(world.partnership)
    world.keys["open_assessment"] = making.submitted(world.partnership, child).pk
    pages |= {name: opened(client, world, name) for name in LATER}
    # A check of a referral that lacks an answer leads to the question: there is no page to keep.
    assert {name for name, html in pages.items() if not html} == {"frontdoor:check"}
    lost = {
        name
        for name, html in pages.items()
        if any("data-keep" not in form for form in forms_typed_into(html))
    }
    assert lost == set(NOT_KEPT)


def test_who_is_refused_after_typing_has_their_own_words_back(client, world):
    client.force_login(world.partnership.users["nurse"])
    page = f"/meetings/items/{world.keys['item']}/record"
    answer = client.post(page, {"rationale": "She told the nurse."})
    assert answer.status_code == 403
    assert "She told the nurse." in answer.text
    assert "Police know the number" not in answer.text


def test_what_somebody_else_settled_meanwhile_is_a_conflict_with_ones_own_words(client, world):
    client.force_login(world.partnership.users["manager"])
    page = f"/actions/{world.keys['action']}/complete"
    read = {"_version": re.search(r'name="_version" value="(\d+)"', client.get(page).text)[1]}
    said = [
        f"I rang the school on {day}, and it sent the attendance." for day in ("2 May", "3 May")
    ]
    first, late = (client.post(page, read | {"evidence": words}) for words in said)
    assert (first.status_code, late.status_code) == (302, 409)
    assert said[1] in late.text
