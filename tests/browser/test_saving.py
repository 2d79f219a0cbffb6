"""Typing through a killed browser, a session that ends and a server that is away (T19)."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from tests.browser.axe import violations
from tests.browser.served import Person, serving
from tests.factories import Partnership
from tests.factories.world import World

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PASSWORD = "correct horse battery"
WORDS = "A grey car waited at the gate."
MORE = " She was afraid."
BOX = "textarea[name=text]"


@pytest.fixture
def world(own_database: str) -> World:
    return World(Partnership())


@pytest.fixture
def address(world):
    with serving() as found:
        yield found


@pytest.fixture
def nurse(world, address, chromium):
    """The nurse, with the page open on which they say what their agency knows."""
    nurse = Person(chromium, address, "nell").sign_in(PASSWORD)
    nurse.page.clock.install()
    nurse.go(f"/meetings/items/{world.keys['item']}/contribute")
    yield nurse
    nurse.context.close()


def wait_ten_seconds(nurse):
    """Let ten seconds of typing time go by, and the page's saving be answered."""
    with nurse.page.expect_response("**/drafts"):
        nurse.page.clock.run_for(10_000)


def end_sessions(world):
    """End every session, as idleness does."""
    for session in Session.objects.all():
        found = session.get_decoded()
        found["seen_at"] = (timezone.now() - timedelta(minutes=16)).isoformat()
        session.session_data = Session.objects.encode(found)
        session.save()


def sign_in_again(somebody):
    """Fill in the dialog that covers the page."""
    dialog = somebody.page.get_by_role("dialog", name="Sign in to carry on")
    dialog.get_by_label("User name").fill(somebody.username)
    dialog.get_by_label("Password").fill(PASSWORD)
    dialog.get_by_role("button", name="Sign in and carry on").click()
    dialog.wait_for(state="hidden")


def test_a_killed_browser_loses_at_most_ten_seconds_of_typing(nurse, address, chromium):
    nurse.page.locator(BOX).fill(WORDS)
    wait_ten_seconds(nurse)
    nurse.page.get_by_text("Saved at ").wait_for()
    nurse.page.locator(BOX).press_sequentially(MORE)
    path = nurse.page.url.removeprefix(address)
    nurse.context.close()
    again = Person(chromium, address, "nell").sign_in(PASSWORD)
    again.go(path)
    assert again.page.locator(BOX).input_value().startswith(WORDS)
    assert "You started this" in again.text
    again.context.close()


def test_leaving_a_box_saves_at_once(nurse):
    nurse.page.locator(BOX).fill(WORDS)
    with nurse.page.expect_response("**/drafts"):
        nurse.page.keyboard.press("Tab")
    nurse.page.get_by_text("Saved at ").wait_for()


def test_a_session_that_ends_in_mid_form_asks_to_sign_in_and_everything_goes_on(nurse, world):
    nurse.page.locator(BOX).fill(WORDS)
    end_sessions(world)
    wait_ten_seconds(nurse)
    dialog = nurse.page.get_by_role("dialog", name="Sign in to carry on")
    dialog.wait_for()
    assert violations(nurse.page) == []
    nurse.page.keyboard.press("Escape")
    assert dialog.is_visible()
    with nurse.page.expect_response("**/drafts"):
        sign_in_again(nurse)
    assert nurse.page.locator(BOX).input_value() == WORDS
    nurse.choose("May this be shared with the family?", "Yes")
    nurse.press("Save")
    assert WORDS in nurse.text


@pytest.mark.parametrize(
    ("form", "box"),
    [
        ("/subjects/{child}/connect?other={other_child}", "input[name=source]"),
        ("/children/{child}/restrict", "textarea[name=reason]"),
        ("/children/{child}/numbers/add", "input[name=source]"),
    ],
)
def test_what_was_typed_outlives_the_session_in_every_kind_of_form(
    world, address, chromium, form, box
):
    manager = Person(chromium, address, "mia").sign_in(PASSWORD)
    manager.page.clock.install()
    manager.go(form.format(**world.keys))
    manager.page.locator(box).fill(WORDS)
    end_sessions(world)
    wait_ten_seconds(manager)
    with manager.page.expect_response("**/drafts"):
        sign_in_again(manager)
    assert manager.page.locator(box).input_value() == WORDS
    manager.page.get_by_text("Saved at ").wait_for()
    manager.page.reload()
    assert manager.page.locator(box).input_value() == WORDS
    manager.context.close()


def test_a_search_that_was_begun_outlives_the_session_too(nurse, world):
    nurse.go("/search")
    nurse.page.locator("input[name=terms]").fill("Sam Practice")
    end_sessions(world)
    nurse.page.clock.fast_forward(16 * 60_000)
    sign_in_again(nurse)
    assert nurse.page.locator("input[name=terms]").input_value() == "Sam Practice"


def test_a_page_on_which_nothing_was_typed_is_left_when_the_session_ends(nurse, world):
    nurse.go("/search")
    end_sessions(world)
    nurse.page.clock.fast_forward(16 * 60_000)
    nurse.page.wait_for_url("**/accounts/login/**")


def test_a_wrong_password_is_said_and_the_text_stays(nurse, world):
    nurse.page.locator(BOX).fill(WORDS)
    end_sessions(world)
    wait_ten_seconds(nurse)
    dialog = nurse.page.get_by_role("dialog", name="Sign in to carry on")
    dialog.get_by_label("User name").fill("nell")
    dialog.get_by_label("Password").fill("wrong")
    dialog.get_by_role("button", name="Sign in and carry on").click()
    dialog.get_by_text("The user name or password is not correct").wait_for()
    assert nurse.page.locator(BOX).input_value() == WORDS


def test_a_server_that_is_away_is_said_and_tried_again(nurse):
    nurse.page.locator(BOX).fill(WORDS)
    nurse.context.set_offline(True)
    nurse.page.clock.run_for(10_000)
    nurse.page.get_by_text("Not saved. We will keep trying.").wait_for()
    nurse.context.set_offline(False)
    wait_ten_seconds(nurse)
    nurse.page.get_by_text("Saved at ").wait_for()


def test_two_minutes_before_the_end_people_may_stay(nurse, world):
    for session in Session.objects.all():
        found = session.get_decoded()
        found["seen_at"] = (timezone.now() - timedelta(minutes=13, seconds=30)).isoformat()
        session.session_data = Session.objects.encode(found)
        session.save()
    nurse.page.clock.fast_forward(13 * 60_000 + 30_000)
    warning = nurse.page.get_by_role("dialog", name="You will be signed out in about 2 minutes")
    warning.wait_for()
    assert violations(nurse.page) == []
    warning.get_by_role("button", name="Stay signed in").click()
    warning.wait_for(state="hidden")
    nurse.page.reload()
    assert nurse.heading == "What your agency knows"
