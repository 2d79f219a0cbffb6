"""A real browser that reads pages from the test's own transaction."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client, override_settings

from concord.project.setup.browser import find_browser
from tests.browser.answering import ORIGIN, Answering


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """One Chromium for all browser tests of a worker."""
    path = find_browser()
    if not path:
        pytest.skip("Chromium is missing: apt-get install chromium, or set CONCORD_CHROMIUM")
    from playwright.sync_api import sync_playwright

    # Playwright runs a loop in this thread; the ORM is used between its turns, never inside one.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def browse(chromium: Any, client: Client) -> Iterator[Any]:
    """Return open(path, width=1280, **options): a page at a path, as whoever `client` signed in.

    The test fails when a page asked another host for anything or wrote an error to the console.
    """
    answering, contexts, complaints = Answering(client), [], []

    def open_page(path: str, *, width: int = 1280, **options: Any) -> Any:
        context = chromium.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        page.route("**/*", answering)
        page.on(
            "console", lambda said: complaints.append(said.text) if _is_complaint(said) else None
        )
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"{ORIGIN}{path}")
        return page

    storage = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    with override_settings(
        STORAGES={"default": {"BACKEND": "django.core.files.storage.InMemoryStorage"}, **storage}
    ):
        yield open_page
    for context in contexts:
        context.close()
    assert not answering.strangers
    assert not complaints


def _is_complaint(said: Any) -> bool:
    # A page that is itself an answer of 4xx or 5xx is reported by the browser; that is no fault.
    is_page = said.page is not None and said.location.get("url") == said.page.url
    if is_page and "responded with a status of" in said.text:
        return False
    # GOV.UK Frontend only logs the parts that it could not start.
    return said.type == "error" or "Error: " in said.text
