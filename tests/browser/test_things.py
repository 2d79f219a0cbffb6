"""The pages of places, groups and things in a real browser: for everybody, at every width."""

import os
from pathlib import Path

import pytest
from django.urls import reverse

from tests.browser.axe import violations
from tests.desk.test_things import enter_park, find_somebody_there

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.mark.parametrize("width", [1280, 320])
def test_the_pages_are_for_everybody(browse, client, partnership, width):
    park = enter_park(partnership)
    find_somebody_there(partnership, park)
    client.force_login(partnership.users["worker"])
    pages = [park.get_absolute_url(), reverse("desk:choose_thing"),
             reverse("desk:add_thing", args=["place"])]  # fmt: skip
    for number, address in enumerate(pages):
        page = browse(address, width=width)
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        if folder := os.environ.get("CONCORD_PICTURES"):
            page.screenshot(path=Path(folder) / f"thing-{number}-{width}.png", full_page=True)
