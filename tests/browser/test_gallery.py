"""Every part and field in a real browser: wide, narrow, on paper, by keyboard, without script."""

import pytest

from tests.browser.axe import violations

pytestmark = [pytest.mark.urls("tests.ui.urls"), pytest.mark.browser, pytest.mark.slow]

PAGES = [
    "components/empty",
    "components/full",
    "fields/empty",
    "fields/full",
    "fields/error",
    "question/empty",
    "question/error",
    "conflict/full",
    "conflict/error",
    "error/404",
]


@pytest.fixture
def visit(browse, client, partnership):
    """Open a page of the gallery as a social worker."""
    client.force_login(partnership.users["worker"])
    return lambda path, **options: browse(f"/gallery/{path}", **options)


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_and_nothing_scrolls_sideways_wide_or_narrow(visit, path):
    page = visit(path)
    assert violations(page) == []
    page.set_viewport_size({"width": 320, "height": 900})
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_text_may_be_spaced_out_without_being_cut_off(visit):
    """WCAG 2.2, criterion 1.4.12."""
    page = visit("fields/error", width=640)
    page.evaluate(
        """() => { const sheet = new CSSStyleSheet();
        sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
          word-spacing: .16em !important } p { margin-bottom: 2em !important }`);
        document.adoptedStyleSheets = [sheet]; }"""
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= 640


def test_the_summary_of_errors_has_the_focus_and_leads_to_the_box_that_is_wrong(visit):
    page = visit("fields/error")
    assert page.evaluate("document.activeElement.className") == "govuk-error-summary"
    page.get_by_role("link", name="The date you last saw the child must include a year").click()
    assert page.evaluate("document.activeElement.id") == "id_seen_on_year"


def test_a_question_that_belongs_to_an_answer_shows_with_it(visit):
    page = visit("fields/empty")
    inner = page.get_by_label("What is the danger?")
    assert not inner.is_visible()
    page.get_by_label("Yes").first.check()
    assert inner.is_visible()
    page.get_by_label("I do not know").check()
    assert not inner.is_visible()


def test_without_script_every_question_shows(visit):
    page = visit("fields/empty", java_script_enabled=False)
    assert page.locator("#id_danger_why").is_visible()
    narrow = visit("components/empty", java_script_enabled=False, width=320)
    assert narrow.get_by_role("link", name="Home").is_visible()


def test_a_second_press_at_once_is_not_a_second_wish(visit):
    page = visit("fields/full")
    page.evaluate(
        """() => { const button = document.querySelector("main button.govuk-button");
        button.form.addEventListener("submit", event => {
          event.preventDefault(); document.title += " sent"; });
        button.click(); button.click(); }"""
    )
    assert page.title().count(" sent") == 1


def test_the_first_stop_of_the_keyboard_is_the_way_past_the_header(visit):
    page = visit("components/empty")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent.trim()") == "Skip to main content"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#main-content"


def test_the_menu_of_a_narrow_screen_opens_by_keyboard(visit):
    page = visit("components/empty", width=320)
    assert not page.get_by_role("link", name="Home").is_visible()
    page.get_by_role("button", name="Menu").press("Enter")
    assert page.get_by_role("link", name="Home").is_visible()


def test_what_is_written_in_a_box_is_sent_as_it_was_shown(visit):
    page = visit("fields/full")
    shown = page.evaluate("document.querySelector('#id_danger_why').value")
    assert shown == "Older people wait outside the school.\n  They know the way home."


def test_paper_has_its_marking_and_none_of_the_furniture(visit):
    page = visit("components/full")
    page.emulate_media(media="print")
    for furniture in ("nav", ".govuk-button", ".concord-filter", ".concord-person"):
        assert not page.locator(furniture).first.is_visible(), furniture
    marking = page.evaluate("getComputedStyle(document.body, '::before').content")
    assert marking == '"OFFICIAL-SENSITIVE"'


def test_where_colours_are_not_ours_levels_are_still_told_apart(visit):
    page = visit("components/full", forced_colors="active")
    assert page.get_by_text("No identified risk").is_visible()
    current = page.locator('.moj-sub-navigation [aria-current="page"]')
    assert "underline" in current.evaluate("link => getComputedStyle(link).textDecoration")


def test_the_browser_keeps_nothing(visit):
    page = visit("fields/full")
    page.get_by_label("Full name").fill("Sam")
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert page.evaluate("document.cookie") == ""
