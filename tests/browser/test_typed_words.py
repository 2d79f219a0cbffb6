"""Markup that was typed into forms, shown by a real browser: nothing runs, nothing is fetched."""

from html import escape

import pytest

from tests.browser.answering import ORIGIN
from tests.factories import Partnership
from tests.factories.world import World
from tests.security.test_typed_words import EVERYTHING, STRINGS, sown
from tests.security.walking import walk

pytestmark = [pytest.mark.browser, pytest.mark.slow]
# How the seventh of the strings stands on a page as words.
TYPED = escape(STRINGS[6])
WATCH = """
window.ran = [];
for (const name of ["alert", "confirm", "prompt", "print"])
    window[name] = (...words) => window.ran.push(name + words.join());
document.addEventListener("securitypolicyviolation",
    (event) => window.ran.push("policy: " + event.violatedDirective + " " + event.blockedURI));
"""


def test_nothing_that_was_typed_runs_or_breaks_the_policy(browse, client, db):
    """`browse` fails too when a page asks another host or writes an error to the console."""
    world = World(Partnership())

    def words(name):
        return {"terms": "Sam"}.get(name, f"Seen on Tuesday {EVERYTHING}"[:1800])

    done = [name for who in ("nurse", "worker") for name in sown(world, who, words)]
    assert len(done) > 10
    client.force_login(world.partnership.users["manager"])
    shown = [page.path for page in walk(world, "manager") if page.is_page and TYPED in page.text]
    assert len(shown) > 2
    page = browse("/help/")
    page.context.add_init_script(WATCH)
    for path in shown[:20]:
        page.goto(f"{ORIGIN}{path}")
        assert page.evaluate("window.ran") == [], path
    page.goto(f"{ORIGIN}/search")
    for planted in ('"><script>alert(1)</script>', "<img src=x onerror=alert(1)>"):
        page.locator("main input[name=terms]").fill(planted)
        page.locator("main button[type=submit]").first.click()
        page.wait_for_load_state()
        assert page.evaluate("window.ran") == [], planted
        assert page.locator("main input[name=terms]").input_value() == planted
