"""Every page that the access matrix opens to somebody is read by axe, as one of those people."""

import pytest
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from concord.casework.frontdoor.web.forms import STEPS
from concord.project.access_matrix import MATRIX, PEOPLE
from concord.trust.safekeeping import drafts, held
from tests.architecture.test_access_matrix import address
from tests.browser.answering import ORIGIN
from tests.browser.axe import violations
from tests.casework.assessment import making
from tests.factories import new_key
from tests.factories.world import World

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def readers() -> dict[str, str]:
    """Return the first person that each page opens for, by the name of the page."""
    first = {
        name: next((who for who in PEOPLE if who in row.opens), "")
        for name, row in MATRIX.items()
        if not row.button
    }
    return {name: who for name, who in first.items() if who}


def pages_of(client, world, who):
    """Yield the name and path of each page that is this person's: no redirect, no file."""
    for name, reader in readers().items():
        if reader != who:
            continue
        row = MATRIX[name]
        path = address(name, row, world.keys.get(row.about, new_key()))
        answer = client.get(path)
        is_page = answer.headers.get("Content-Type", "").startswith("text/html")
        if is_page and answer.status_code != 302 and not answer.has_header("Content-Disposition"):
            yield name, path


@pytest.mark.parametrize("who", sorted(set(readers().values())))
def test_axe_finds_nothing_on_any_page(browse, client, partnership, who):
    world = World(partnership)
    client.force_login(partnership.users[who])
    page, found = browse("/"), {}
    for name, path in pages_of(client, world, who):
        page.goto(f"{ORIGIN}{path}")
        if wrong := violations(page):
            found[name] = wrong
    assert found == {}


@pytest.mark.parametrize("path", ["/accounts/login/", "/accounts/inactive/", "/nothing-here"])
def test_axe_finds_nothing_for_somebody_who_has_not_signed_in(browse, path):
    assert violations(browse(path)) == []


def test_axe_finds_nothing_where_a_second_person_agrees_an_assessment(browse, client, partnership):
    child = making.enter_child(partnership)
    assessment = making.submitted(partnership, child)
    client.force_login(partnership.users["manager"])
    for name in ("assessment:agree", "assessment:send_back"):
        assert violations(browse(reverse(name, args=[assessment.pk]))) == []


def test_axe_finds_nothing_while_a_referral_is_being_written(browse, client, partnership):
    school = partnership.actor("dsl")
    with partnership.as_("dsl"):
        draft = drafts.begin("referral", by=school, at=timezone.now(), title="Sam Practice")
    client.force_login(partnership.users["dsl"])
    for step in STEPS:
        path = reverse("frontdoor:step", kwargs={"draft": draft.id, "step": step})
        assert violations(browse(path)) == [], step


def test_axe_finds_nothing_where_a_form_waits_after_its_session_ended(browse, client, partnership):
    worker = partnership.actor("worker")
    with partnership.as_("worker"):
        sent = QueryDict("worry=A+new+phone")
        key = held.hold(worker.user_id, "/refer", sent, at=timezone.now())
    client.force_login(partnership.users["worker"])
    assert violations(browse(reverse("held_form", args=[key]))) == []
