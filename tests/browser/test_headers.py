"""What a real browser keeps of a record, and what it shows after signing out: nothing."""

from pathlib import Path

import pytest

from concord.project.setup.browser import find_browser
from tests.browser.served import Person, serving
from tests.factories import Partnership
from tests.factories.world import World

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PASSWORD = "correct horse battery"
STORED = """async () => [
    localStorage.length, sessionStorage.length, (await caches.keys()).length,
    (await indexedDB.databases()).length]"""
WRITE_MARKUP = """() => {
    try { document.body.innerHTML = "<b>x</b>"; return "done" } catch (error) { return error.name }
}"""


class _Profile:
    """A browser that keeps its files in a folder, as a person's own does."""

    def __init__(self, chromium, folder: Path) -> None:
        self.start, self.folder = chromium.browser_type.launch_persistent_context, folder

    def new_context(self, **options):
        return self.start(
            str(self.folder), executable_path=find_browser(), args=["--no-sandbox"], **options
        )

    def holds(self, words: str) -> list[str]:
        """Return the files that hold these words, in either of the ways a browser writes text."""
        looked_for = [words.encode(), words.encode("utf-16-le")]
        files = [path for path in self.folder.rglob("*") if path.is_file()]
        return [
            str(path) for path in files if any(form in path.read_bytes() for form in looked_for)
        ]


@pytest.fixture
def case(own_database: str) -> World:
    return World(Partnership())


def test_nothing_of_a_record_stays_in_the_browser(case, chromium, tmp_path):
    profile = _Profile(chromium, tmp_path)
    with serving() as address:
        worker = Person(profile, address, "wes").sign_in(PASSWORD)
        worker.go(f"/referrals/{case.keys['referral']}")
        [reason] = [line for line in worker.text.splitlines() if "Two late returns" in line]
        assert worker.page.evaluate(STORED) == [0, 0, 0, 0]
        assert worker.page.evaluate(WRITE_MARKUP) == "TypeError"
        worker.page.get_by_role("button", name="Sign out").click()
        worker.page.wait_for_url("**/accounts/login/**")
        worker.page.go_back()
        worker.page.wait_for_load_state()
        assert worker.heading == "Sign in"
        assert reason not in worker.page.content()
        worker.context.close()
    assert list(tmp_path.rglob("Cookies*"))
    assert profile.holds(reason) == []
