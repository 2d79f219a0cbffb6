"""Attaching and opening files in a real browser, wide and narrow."""

import os
from pathlib import Path

import pytest

from tests.browser.axe import violations
from tests.factories.proof import prove
from tests.factories.world import World

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PAGES = ["/referrals/{referral}/attach", "/files/{file}", "/files/{file}/original"]


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("path", PAGES)
def test_every_page_of_a_file_is_accessible_and_fits(browse, client, partnership, path, width):
    world = World(partnership)
    client.force_login(partnership.users["manager"])
    # Else the page asks for the password again, on a page of its own.
    prove(client)
    page = browse(path.format(**world.keys), width=width)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    if folder := os.environ.get("CONCORD_PICTURES"):
        name = path.strip("/").replace("/", "-").format(referral="r", file="f")
        page.screenshot(path=Path(folder) / f"files-{name}-{width}.png", full_page=True)


def test_a_file_with_nothing_in_it_is_said_at_the_box_and_the_description_stays(
    browse, client, partnership, tmp_path
):
    world = World(partnership)
    client.force_login(partnership.users["dsl"])
    page = browse("/referrals/{referral}/attach".format(**world.keys))
    page.get_by_label("What is this file?").fill("The message")
    wrong = tmp_path / "empty.txt"
    wrong.touch()
    page.get_by_label("Choose a file").set_input_files(wrong)
    page.get_by_role("button", name="Attach file").click()
    assert "The selected file is empty" in page.locator("#id_file-error").inner_text()
    assert page.get_by_label("What is this file?").input_value() == "The message"
    assert violations(page) == []
    if folder := os.environ.get("CONCORD_PICTURES"):
        page.screenshot(path=Path(folder) / "files-error.png", full_page=True)


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("path", ["/children/export?level=moderate", "/children/{child}/export"])
def test_what_asks_before_something_leaves_is_accessible_and_fits(
    browse, client, partnership, path, width
):
    world = World(partnership)
    client.force_login(partnership.users["manager"])
    client.post("/accounts/reauthenticate/", {"password": "correct horse battery"})
    page = browse(path.format(**world.keys), width=width)
    assert "Export" in page.get_by_role("heading", level=1).inner_text()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    if folder := os.environ.get("CONCORD_PICTURES"):
        name = "export-" + ("list" if "level" in path else "child")
        page.screenshot(path=Path(folder) / f"files-{name}-{width}.png", full_page=True)
