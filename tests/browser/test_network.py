"""The chart of a network in a real browser: drawn from the table, and never more than it."""

import os
from itertools import combinations
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone

from concord.registers.links.commands import Connection, link_subjects
from concord.registers.subjects.models import Subject
from tests.browser.axe import violations
from tests.casework.assessment import making

pytestmark = [pytest.mark.browser, pytest.mark.slow]
INK = """canvas => {
  const {data} = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  return data.some((value, place) => place % 4 === 3 && value > 0);
}"""
NAMES = ("Sam Practice", "Kim Example", "Lee Sample", "Mo Pattern", "Ann Model", "Ben Trial",
         "Cal Draft")  # fmt: skip


@pytest.fixture
def circles(partnership):
    """Two circles of friends, and one in the first who was seen with one in the second."""
    keys = [making.enter_child(partnership, name=name) for name in NAMES]
    pairs = [*combinations(range(4), 2), *combinations(range(4, 7), 2), (0, 4)]
    with partnership.as_("worker") as worker:
        people = [Subject.objects.get(pk=key) for key in keys]
        for one, other in pairs:
            kind, basis = ("friend", "opinion") if (one, other) != (0, 4) else ("seen_with", "fact")
            link_subjects(
                people[one], by=worker, other=people[other], at=timezone.now(),
                connection=Connection(kind, "the school", basis=basis, confidence="2"),
            )  # fmt: skip
    return keys


def chart(page):
    """Return the picture once something is drawn on it."""
    page.wait_for_function(f"[...document.querySelectorAll('.concord-network canvas')].some({INK})")
    return page.locator(".concord-network__chart")


@pytest.mark.parametrize("width", [1280, 320])
def test_the_chart_stands_above_the_table_and_asks_a_question(
    browse, client, partnership, circles, width
):
    client.force_login(partnership.users["worker"])
    page = browse(reverse("desk:network", args=[circles[0]]), width=width)
    chart(page)
    assert page.locator("[data-network-rows] tbody tr").count() == 10
    assert "Ann Model, Ben Trial and Cal Draft: 3 connections" in page.inner_text("main")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    if folder := os.environ.get("CONCORD_PICTURES"):
        page.screenshot(path=Path(folder) / f"network-{width}.png", full_page=True)


def test_choosing_somebody_leaves_what_touches_them_and_paper_shows_all(
    browse, client, partnership, circles
):
    client.force_login(partnership.users["worker"])
    page = browse(reverse("desk:network", args=[circles[0]]) + "?steps=1")
    box = chart(page).bounding_box()
    rows = page.locator("[data-network-rows] tbody tr:visible")
    whole = rows.count()
    found = _tap_somebody(page, box, rows, whole)
    assert found < whole
    assert "Only what touches" in page.inner_text("figcaption")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert rows.count() == whole


def _tap_somebody(page, box, rows, whole):
    """Press here and there on the picture, from its left edge on, until somebody is hit."""
    for across in range(4, 100, 2):
        for down in range(4, 100, 4):
            page.mouse.click(box["x"] + box["width"] * across / 100,
                             box["y"] + box["height"] * down / 100)  # fmt: skip
            if (shown := rows.count()) < whole:
                return shown
    return whole


def test_the_slider_goes_back_month_by_month(browse, client, partnership, circles):
    client.force_login(partnership.users["worker"])
    page = browse(reverse("desk:network", args=[circles[0]]))
    slider = page.get_by_role("slider", name="Month by month")
    assert slider.get_attribute("aria-valuetext") == "Today"
    with page.expect_navigation():
        slider.press("ArrowLeft")
    assert "ago=1" in page.url
    assert page.get_by_role("slider").get_attribute("aria-valuetext").startswith("On ")
