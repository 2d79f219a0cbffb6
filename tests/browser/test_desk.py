"""The desk and tracking in a real browser: pages empty and full, wide, narrow and on paper."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from concord.casework.tracking.commands import name_lead_worker
from concord.casework.tracking.queries import open_period_of
from concord.engines.notices.post import tell
from concord.kernel.levels import Level
from concord.kernel.periods import Month
from concord.trust.safekeeping import drafts
from tests.browser.axe import violations
from tests.casework.tracking.making import History, insert
from tests.factories.world import World

pytestmark = [pytest.mark.browser, pytest.mark.slow]
LAST = Month.containing(timezone.localdate()).back(1)
EMPTY = [
    ("worker", "/"),
    ("member", "/"),
    ("worker", "/children"),
    ("worker", "/figures"),
    ("member", "/figures"),
    ("worker", f"/figures/{LAST}/all"),
    ("member", "/help/"),
    ("member", "/help/privacy"),
    ("member", "/help/accessibility"),
]
FULL = [
    ("worker", "/"),
    ("worker", "/children?level=moderate&level=emerging"),
    ("worker", "/children/{child}"),
    ("dsl", "/children/{child}"),
    ("worker", "/children/{child}/who-can-see"),
    ("worker", "/figures"),
    ("member", "/figures"),
    ("worker", f"/figures/{LAST}/significant"),
    ("worker", "/tracking/{period}/lead-worker"),
    ("manager", "/tracking/{period}/close"),
    ("member", f"/figures/{LAST}/all"),
]


@pytest.fixture
def busy(partnership):
    """A district with children at every level, some overdue, and things to do."""
    world = World(partnership)
    worker, now = partnership.actor("worker"), timezone.now()
    today = timezone.localdate()
    with partnership.as_("worker"):
        period = open_period_of(worker, world.keys["child"])
        name_lead_worker(period, by=worker, user_id=worker.user_id)
        drafts.begin("referral", by=worker, at=now, title="Olúwaṣeun Adébáyọ̀-Featherstonehaugh")
        tell(worker.user_id, "The front door has a new referral.", url="/help/", by=worker, at=now)
    days = [(90, Level.MODERATE)] * 20 + [(120, Level.EMERGING)] * 31
    days += [(70, Level.SIGNIFICANT)] * 3 + [(2, Level.EMERGING)]
    insert(
        partnership,
        [
            History(today - timedelta(days=ago), levels=[(today - timedelta(days=ago), level)])
            for ago, level in days
        ],
    )
    return world


def check(page, name):
    """Find nothing with axe, and nothing that scrolls sideways, wide and narrow."""
    folder = os.environ.get("CONCORD_SCREENSHOTS")
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 900})
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            page.screenshot(path=f"{folder}/desk{name}-{width}.png", full_page=True)
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def named(who, path):
    return f"{path.split('?')[0].replace('/', '-').replace('{', '').replace('}', '')}-{who}"


@pytest.mark.parametrize(("who", "path"), EMPTY)
def test_a_page_with_nothing_on_it_stands(browse, client, partnership, who, path):
    client.force_login(partnership.users[who])
    check(browse(path), named(who, path) + "-empty")


def test_every_full_page_stands(browse, client, busy):
    for who, path in FULL:
        client.force_login(busy.partnership.users[who])
        check(browse(path.format(**busy.keys)), named(who, path))


def test_closing_without_answers_leads_to_the_first_question(browse, client, busy):
    client.force_login(busy.partnership.users["manager"])
    page = browse(f"/tracking/{busy.keys['period']}/close")
    page.get_by_role("button", name="Close tracking").click()
    page.wait_for_load_state()
    assert page.title().startswith("Error: ")
    page.get_by_role("link", name="Select why tracking is closed").click()
    assert page.evaluate("document.activeElement.name") == "reason"
    check(page, "-close-error")


def test_a_childs_story_prints_without_what_only_a_screen_needs(browse, client, busy):
    client.force_login(busy.partnership.users["worker"])
    page = browse(f"/children/{busy.keys['child']}")
    page.emulate_media(media="print")
    assert page.get_by_role("heading", name="What has happened").is_visible()
    for only_on_screen in ("Change the lead worker", "Who can see Sam Practice, and why"):
        assert not page.get_by_role("link", name=only_on_screen).is_visible()
    if folder := os.environ.get("CONCORD_SCREENSHOTS"):
        page.screenshot(path=f"{folder}/desk-child-print.png", full_page=True)
