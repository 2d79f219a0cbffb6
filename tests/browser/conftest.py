"""A real browser that reads pages from the test's own transaction."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connections
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

    with _one_set_of_connections(), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@contextmanager
def _one_set_of_connections() -> Iterator[None]:
    """Have everything in this thread use the same database connections.

    Playwright runs a loop in it, and under a loop Django keeps connections apart by context: what
    answers the browser would not see the rows of the test. The ORM is only used between the turns
    of that loop, never inside one.
    """
    usual, shared = connections._connections, threading.local()
    _hand_over(usual, shared)
    connections._connections = shared
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    try:
        yield
    finally:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
        connections._connections = usual
        _hand_over(shared, usual)


def _hand_over(giving: Any, taking: Any) -> None:
    for alias in connections:
        if hasattr(giving, alias):
            setattr(taking, alias, getattr(giving, alias))


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
